using System.Collections.Concurrent;
using System.Net;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Ring.Finding;

/// <summary>
/// The servers on which a finder takes answers: one on a free port of each local address that a question went out from, started
/// by the first such question and kept for the next. Thread-safe.
/// </summary>
internal sealed class AnswerServers(RingFinderOptions options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<IPAddress, Lazy<Task<RemoteServer>>> _servers = new();

    private readonly RemoteServerOptions _serverOptions = new()
    {
        Marshal = new MarshalOptions { MaxBytes = 64 * 1024, MaxDepth = 8, MaxElements = 1000 },
        MaxArguments = 8,
        MaxConnections = 512,
        CallTimeout = TimeSpan.FromSeconds(5),
        IdleTimeout = TimeSpan.FromSeconds(30),
        ReceiveTimeout = TimeSpan.FromSeconds(5),
        StopTimeout = TimeSpan.FromSeconds(1),
        DedicatedThreads = 0,
        Backtraces = BacktraceDetail.None,
        Tls = options.Tls,
        LoggerFactory = options.LoggerFactory,
        TimeProvider = options.TimeProvider,
    };

    /// <summary>The lookups that take answers now.</summary>
    public LookupIds Lookups { get; } = new();

    /// <summary>The address of the server on a local address.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It cannot be started.</exception>
    public async Task<string> UriOnAsync(IPAddress local)
    {
        var server = _servers.GetOrAdd(local, static (address, servers) => new Lazy<Task<RemoteServer>>(() => servers.StartAsync(address)), this);
        try
        {
            return (await server.Value.ConfigureAwait(false)).Uri;
        }
        catch
        {
            _servers.TryRemove(new(local, server)); // the next lookup tries again
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, server) in _servers)
        {
            await (await server.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    private Task<RemoteServer> StartAsync(IPAddress local) =>
        RemoteServer.StartAsync($"{(options.Tls is null ? "druby" : "drbssl")}://{local}:0", front: null, _serverOptions with { ObjectIds = Lookups });
}
