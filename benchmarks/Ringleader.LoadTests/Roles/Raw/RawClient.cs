using System.Net;
using System.Net.Sockets;
using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Roles.Raw;

/// <summary>A thread and a connection per caller: the bytes of a request out, those of a reply in.</summary>
internal sealed class RawClient(string address) : IClientRole
{
    private readonly List<Socket> _connections = [];

    public Task<RunReport> RunAsync(RunCommand command)
    {
        while (_connections.Count < command.Callers)
        {
            _connections.Add(Connect());
        }

        return Task.FromResult(ClosedLoop.RunThreads(command, caller => CallOver(_connections[caller])));
    }

    public ValueTask DisposeAsync()
    {
        _connections.ForEach(connection => connection.Dispose());
        return ValueTask.CompletedTask;
    }

    private static Func<int, int> CallOver(Socket connection)
    {
        byte[] reply = new byte[EchoExchange.Reply.Length];
        return value =>
        {
            connection.Send(EchoExchange.Request);
            return BlockingExchange.TryReceive(connection, reply)
                ? value
                : throw new IOException("The raw server closed the connection.");
        };
    }

    private Socket Connect()
    {
        IPEndPoint endpoint = IPEndPoint.Parse(address);
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(endpoint);
        return socket;
    }
}
