using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Ringleader.Remoting.Tests.Peers;

/// <summary>
/// Stands between a client and a server of one process, so that each takes the objects of the other for remote ones, as in
/// two processes: every address that crosses is exchanged for one of the border's own, which leads to the same server.
/// </summary>
internal sealed partial class Border : IDisposable
{
    private readonly ConcurrentDictionary<int, Gate> _gates = new();
    private readonly ConcurrentDictionary<int, int> _behind = new();
    private readonly CancellationTokenSource _ended = new();

    /// <summary>The address of a server as seen from beyond.</summary>
    public string Before(RemoteServer server) => Exchange(server.Uri);

    public void Dispose()
    {
        _ended.Cancel();
        foreach (var gate in _gates.Values)
        {
            gate.Listener.Dispose();
        }

        _ended.Dispose();
    }

    /// <summary>All ports in play have five digits, so that lengths stay as they are.</summary>
    [GeneratedRegex(@"(?<=druby://127\.0\.0\.1:)\d{5}")]
    private static partial Regex Port();

    private string Exchange(string text) => Port().Replace(text, match =>
    {
        var port = int.Parse(match.Value, CultureInfo.InvariantCulture);
        var other = _behind.TryGetValue(port, out var real) ? real : _gates.GetOrAdd(port, Open).Port;
        return other.ToString(CultureInfo.InvariantCulture);
    });

    private Gate Open(int real)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(64);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port; // bound above
        Assert.InRange(port, 10_000, 65_535);
        _behind[port] = real;
        _ = AcceptAsync(listener, real, _ended.Token);
        return new Gate(listener, port);
    }

    private async Task AcceptAsync(Socket listener, int real, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptAsync(ended), real, ended);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The border is closed.
        }
    }

    private async Task PassAsync(Socket caller, int real, CancellationToken ended)
    {
        using var near = new NetworkStream(caller, ownsSocket: true);
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        caller.NoDelay = server.NoDelay = true;
        try
        {
            await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, real), ended);
            using var far = new NetworkStream(server);
            await await Task.WhenAny(PassAsync(near, far, ended), PassAsync(far, near, ended));
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // One side has ended the connection, and leaving ends the other.
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, CancellationToken ended)
    {
        var header = new byte[4];
        while (await from.ReadAtLeastAsync(header, 4, throwOnEndOfStream: false, ended) == 4)
        {
            var body = new byte[System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header)];
            await from.ReadExactlyAsync(body, ended);
            var crossed = Encoding.Latin1.GetBytes(Exchange(Encoding.Latin1.GetString(body)));
            await to.WriteAsync((byte[])[.. header, .. crossed], ended);
        }
    }

    private sealed record Gate(Socket Listener, int Port);
}
