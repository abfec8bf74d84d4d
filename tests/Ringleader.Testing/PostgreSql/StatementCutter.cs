using System.Net;
using System.Net.Sockets;

namespace Ringleader.Testing.PostgreSql;

/// <summary>
/// Stands between a client and PostgreSQL, understands enough of their protocol to tell statements apart, and cuts connections before a
/// statement, after it, or in its answer. The client must not ask for TLS.
/// </summary>
/// <remarks>Source: PostgreSQL 15, chapter 55, "Frontend/Backend Protocol". A statement ends with Query or Sync, its answer with ReadyForQuery.</remarks>
public sealed class StatementCutter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _serverPort;
    private readonly Func<int, StatementFate> _decide;
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private int _statements;

    /// <summary>Begins to listen.</summary>
    /// <param name="serverPort">Where PostgreSQL listens, on loopback.</param>
    /// <param name="decide">Gives the fate of each statement by its number, from 1, over all connections. Called from several threads.</param>
    public StatementCutter(int serverPort, Func<int, StatementFate> decide)
    {
        _serverPort = serverPort;
        _decide = decide;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many statements there were so far.</summary>
    public int Statements => Volatile.Read(ref _statements);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Task[] connections;
        lock (_connections)
        {
            connections = [.. _connections];
        }

        await Task.WhenAll(connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                lock (_connections)
                {
                    _connections.Add(ServeAsync(client));
                }
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return; // disposed
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            using var server = new TcpClient();
            try
            {
                client.NoDelay = server.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
                var connection = new CutConnection(client.GetStream(), server.GetStream(), () => _decide(Interlocked.Increment(ref _statements)));
                await connection.RunAsync(_stop.Token);
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side is gone; disposing tells the other.
            }
        }
    }
}
