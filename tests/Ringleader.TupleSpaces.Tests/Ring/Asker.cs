using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Ring.Protocol;

namespace Ringleader.TupleSpaces.Tests.Ring;

/// <summary>A peer that asks ring servers by hand and counts what calls it.</summary>
internal sealed class Asker : IDynamicRemoteObject, IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly Channel<object?> _answers = Channel.CreateUnbounded<object?>();
    private RemoteServer _server = null!; // set by StartAsync

    private Asker(IPAddress local)
    {
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(local, 0));
    }

    /// <summary>What it was told.</summary>
    public ChannelReader<object?> Answers => _answers.Reader;

    /// <summary>How many answers came and were not read.</summary>
    public int Count => _answers.Reader.Count;

    /// <summary>Where it is called back.</summary>
    public DrbReference Reference
    {
        get
        {
            var own = _server.ReferenceTo(this);
            return new DrbReference(own.Uri, own.Id);
        }
    }

    /// <summary>Listens for answers at one address and asks from another, by default both 127.0.0.1.</summary>
    public static async Task<Asker> StartAsync(string uri = "druby://127.0.0.1:0", string local = "127.0.0.1", RemoteServerOptions? options = null)
    {
        var asker = new Asker(IPAddress.Parse(local));
        asker._server = await RemoteServer.StartAsync(uri, options: options);
        return asker;
    }

    /// <summary>The server that takes the answers.</summary>
    public RemoteServer Server => _server;

    /// <summary>Asks the server on a port.</summary>
    public void Ask(int port, string host = "127.0.0.1") => Send(RingPacket.Write(Reference, 5), port, host);

    /// <summary>Sends any datagram.</summary>
    public void Send(ReadOnlySpan<byte> datagram, int port, string host = "127.0.0.1") =>
        _socket.SendTo(datagram, new IPEndPoint(IPAddress.Parse(host), port));

    public ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken)
    {
        Assert.Equal("call", method);
        _answers.Writer.TryWrite(Assert.Single(arguments));
        return ValueTask.FromResult<object?>(null);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _server.DisposeAsync();
    }
}
