using System.Net;
using System.Net.Sockets;

namespace Ringleader.LoadTests.Roles.Raw;

/// <summary>
/// The least that a druby server could do: a thread per connection reads the bytes of a request and sends those of a
/// reply, and looks at neither.
/// </summary>
internal sealed class RawServer : IServerRole
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private volatile bool _isDisposed;

    public RawServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public string Address => _listener.LocalEndPoint!.ToString()!; // Bound in the constructor.

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket connection = _listener.Accept();
                new Thread(() => Serve(connection)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException) when (_isDisposed)
        {
            // That is how this loop ends.
        }
    }

    private static void Serve(Socket connection)
    {
        using Socket owned = connection;
        connection.NoDelay = true;
        byte[] request = new byte[EchoExchange.Request.Length];
        try
        {
            while (BlockingExchange.TryReceive(connection, request))
            {
                connection.Send(EchoExchange.Reply);
            }
        }
        catch (SocketException)
        {
            // The client process ended, as it does after the last round. A call that failed is seen by its caller.
        }
    }
}
