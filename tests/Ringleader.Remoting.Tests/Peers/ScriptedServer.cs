using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ringleader.Remoting.Tests.Peers;

/// <summary>A listener whose connections a test plays by hand.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ScriptedServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(16);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port; // bound above
    }

    public int Port { get; }

    public string Uri => string.Create(CultureInfo.InvariantCulture, $"druby://127.0.0.1:{Port}");

    /// <summary>True when a connection waits to be accepted.</summary>
    public bool HasCaller => _listener.Poll(0, SelectMode.SelectRead);

    public async Task<RawPeer> AcceptAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return new RawPeer(await _listener.AcceptAsync(limit.Token));
    }

    public void Dispose() => _listener.Dispose();
}
