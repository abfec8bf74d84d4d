using Ringleader.Remoting.Objects;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Client;

/// <summary>
/// One server as a client sees it: its connections and the calls on them. Thread-safe.
/// </summary>
/// <remarks>
/// A call takes a connection, writes the whole request with one write, waits for the reply, and gives the connection back. A
/// connection is checked for a close by the peer before it is written to, and a call that failed after that is never sent
/// again: the caller alone can know whether it may run twice. After a failure, and after a reply that is an exception, the
/// connection is dropped, because Ruby closes it then. Blocking calls have connections of their own, whose sockets stay in
/// blocking mode.
/// </remarks>
internal sealed partial class Endpoint : IDisposable
{
    private readonly RemotingClient _client;
    private readonly ConnectionPool _pool;
    private readonly ConnectionPool _blockingPool;

    public Endpoint(RemotingClient client, DrbUri uri)
    {
        _client = client;
        Uri = uri;
        _pool = new ConnectionPool(client.Options.MaxConnectionsPerEndpoint);
        _blockingPool = new ConnectionPool(client.Options.MaxConnectionsPerEndpoint);
        References = new ObjectReferences(client, Export, client.ExportingServerAt);
    }

    /// <summary>The server's address.</summary>
    public DrbUri Uri { get; }

    /// <summary>How objects travel to and from this server.</summary>
    public ObjectReferences References { get; }

    /// <summary>The server of this process that exports objects to this endpoint, and its address as seen from there.</summary>
    public Export Export() => _client.ExportTo(this);

    /// <summary>True when it has no connection and nobody is about to open one.</summary>
    public bool IsUnused => _pool.IsEmpty && _blockingPool.IsEmpty;

    /// <summary>Aborts what is overdue and closes what is idle.</summary>
    public void Sweep(long now, long idleBefore)
    {
        _pool.Sweep(now, idleBefore);
        _blockingPool.Sweep(now, idleBefore);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pool.Dispose();
        _blockingPool.Dispose();
    }

    private async ValueTask<ClientConnection> TakeAsync(ConnectionPool pool, string method, CancellationToken cancellationToken)
    {
        while (true)
        {
            var connection = await pool.TakeAsync(cancellationToken).ConfigureAwait(false);
            if (connection is null)
            {
                return await OpenAsync(pool, method, cancellationToken).ConfigureAwait(false);
            }

            if (!connection.Wire.IsStale())
            {
                return connection;
            }

            pool.Discard(connection);
        }
    }

    private static ClientConnection? TryTake(ConnectionPool pool)
    {
        while (pool.TryTake() is { } connection)
        {
            if (!connection.Wire.IsStale())
            {
                return connection;
            }

            pool.Discard(connection);
        }

        return null;
    }

    private async ValueTask<ClientConnection> OpenAsync(ConnectionPool pool, string method, CancellationToken cancellationToken)
    {
        var clock = _client.Options.TimeProvider;
        using var limit = new CancellationTokenSource(_client.Options.ConnectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var wire = await WireConnector.ConnectAsync(Uri, _client.Tls, pool == _blockingPool, either.Token).ConfigureAwait(false);
            var connection = new ClientConnection(wire, pool, _client.Options.TimeProvider);
            pool.Opened(connection);
            _client.Connected(this);
            return connection;
        }
        catch (Exception error)
        {
            pool.Discard(null);
            if (error is ObjectDisposedException)
            {
                throw;
            }

            // The exception carries the linked token, which tells the caller nothing.
            cancellationToken.ThrowIfCancellationRequested();

            throw CallErrors.NotConnected(Uri, method, limit.IsCancellationRequested ? _client.Options.ConnectTimeout : null, error);
        }
    }
}
