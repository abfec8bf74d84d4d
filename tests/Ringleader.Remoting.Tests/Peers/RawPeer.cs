using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Peers;

/// <summary>One end of a connection on which a test says every byte itself.</summary>
internal sealed class RawPeer(Socket socket) : IDisposable
{
    /// <summary>A safety net: far more than any step takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Socket Socket { get; } = socket;

    /// <summary>Connects to a server on loopback.</summary>
    /// <param name="uri">The server.</param>
    /// <param name="from">The address of loopback that the server sees as the peer's, such as <c>127.0.0.2</c>; null for the usual one.</param>
    public static async Task<RawPeer> ConnectAsync(string uri, IPAddress? from = null)
    {
        var port = int.Parse(uri.AsSpan(uri.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(from, 0));
        }

        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return new RawPeer(socket);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await Socket.SendAsync(bytes, limit.Token)..];
        }
    }

    public async Task<byte[]> ReadAsync(int count)
    {
        using var limit = new CancellationTokenSource(Patience);
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var received = await Socket.ReceiveAsync(bytes.AsMemory(read), limit.Token);
            Assert.True(received > 0, $"The peer closed the connection after {read} of {count} bytes.");
            read += received;
        }

        return bytes;
    }

    /// <summary>Reads whole frames and gives their documents.</summary>
    public async Task<byte[][]> ReadFramesAsync(int count)
    {
        var documents = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(await ReadAsync(4));
            documents[i] = await ReadAsync(length);
        }

        return documents;
    }

    /// <summary>Reads a request: receiver, method, count, arguments, block.</summary>
    public async Task<byte[][]> ReadRequestAsync()
    {
        var head = await ReadFramesAsync(3);
        var count = Convert.ToInt32(RubyMarshal.Load(head[2]), CultureInfo.InvariantCulture);
        return [.. head, .. await ReadFramesAsync(count + 1)];
    }

    /// <summary>Reads until the peer closes, and gives what it still sent.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var all = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (await Socket.ReceiveAsync(buffer, limit.Token) is > 0 and var count)
            {
                all.Write(buffer, 0, count);
            }
        }
        catch (SocketException)
        {
            // A reset ends the connection as well.
        }

        return all.ToArray();
    }

    /// <summary>Closes at once with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Socket.Dispose();
    }

    public void Dispose() => Socket.Dispose();
}
