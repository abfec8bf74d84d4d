using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Ringleader.Remoting.Listening;
using Ringleader.Remoting.Server;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting;

/// <summary>
/// Offers objects to other processes, .NET or Ruby: Ruby's <c>DRbServer</c>. A process may run many, each with its own front,
/// access list, ids and limits. Thread-safe.
/// </summary>
public sealed partial class RemoteServer : IAsyncDisposable
{
    private readonly WireListener _listener;
    private readonly ConnectionAcceptor _acceptor;
    private readonly ConcurrentDictionary<ServerConnection, byte> _connections = new();
    private readonly ConcurrentDictionary<Task, byte> _tasks = new();
    private readonly ConcurrentDictionary<string, byte> _addresses = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger;
    private readonly Task _accepting;
    private readonly ITimer _sweep;
    private readonly Lock _stopLock = new();
    private Task? _stopped;
    private int _runningCalls;

    private RemoteServer(WireListener listener, string uri, object? front, RemoteServerOptions options, Func<IPAddress, bool>? admits)
    {
        _listener = listener;
        Options = options;
        Front = front;
        Uri = uri;
        ObjectIds = options.ObjectIds ?? new TimedIdConverter(timeProvider: options.TimeProvider);
        Client = new RemotingClient(options.Client, this);
        Threads = new ConnectionThreads(options.DedicatedThreads);
        _logger = options.LoggerFactory.CreateLogger("Ringleader.Remoting.Server");
        _acceptor = new ConnectionAcceptor(this, listener, admits, _stopping.Token);
        Export(uri);
        var period = SweepPeriod(options);
        _sweep = options.TimeProvider.CreateTimer(static state => ((RemoteServer)state!).Sweep(), this, period, period);
        _accepting = Task.Run(_acceptor.RunAsync);
        LogStarted(Uri);
        if (listener.Tls is { HasGeneratedCertificate: true } generated)
        {
            generated.ReportGeneratedCertificate(_logger, Uri);
        }
    }

    /// <summary>
    /// The address with its real port, as peers can use it. A server on all interfaces names its host here; the references
    /// that it gives carry the address that their caller used.
    /// </summary>
    public string Uri { get; }

    /// <summary>The object that a plain address leads to, or null.</summary>
    public object? Front { get; }

    /// <summary>The options it was started with.</summary>
    public RemoteServerOptions Options { get; }

    /// <summary>
    /// The certificate of a <c>drbssl://</c> server, with which a client can be told to trust one that was generated; null for
    /// other addresses. The server owns it.
    /// </summary>
    public X509Certificate2? Certificate => _listener.Tls?.Certificate;

    /// <summary>How many connections are open.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>What pays for the messages of its connections.</summary>
    internal ByteBudget Bytes => _acceptor.Bytes;

    internal IObjectIdConverter ObjectIds { get; }

    internal RemotingClient Client { get; }

    internal ConnectionThreads Threads { get; }

    internal bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Binds, listens and serves until it is stopped or disposed.</summary>
    /// <param name="uri">
    /// <c>druby://host:port</c>, <c>drbssl://host:port</c> or <c>drbunix:path</c>. Port 0 takes a free port, an empty path a new
    /// file; an empty host listens on all interfaces, as Ruby has it. Null is <c>druby://127.0.0.1:0</c>.
    /// </param>
    /// <param name="front">
    /// The object that the address leads to. Only members of its contracts can be called. With <c>?name</c> an address picks
    /// an entry of a front that is a dictionary, or an object of a <see cref="NamedIdConverter"/>.
    /// </param>
    /// <param name="options">Access, limits and time-outs; null takes the defaults.</param>
    /// <param name="cancellationToken">Ends the look-up of the host's name.</param>
    /// <exception cref="ArgumentException">The address cannot be read; the message says which part.</exception>
    /// <exception cref="SocketException">The address cannot be bound, for instance because it is in use.</exception>
    public static async Task<RemoteServer> StartAsync(
        string? uri = null, object? front = null, RemoteServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= RemoteServerOptions.Default;
        options.Validate();
        var parsed = DrbUri.Parse(uri ?? "druby://127.0.0.1:0");
        var listener = await WireListener.BindAsync(parsed, options, cancellationToken).ConfigureAwait(false);
        var name = parsed.IsWildcard ? await HostName.FindAsync(cancellationToken).ConfigureAwait(false) : parsed.Host;
        return new RemoteServer(listener, (listener.Uri with { Host = name }).Address, front, options, admits: null);
    }

    /// <summary>
    /// Stops listening, closes idle connections, waits for running calls up to <see cref="RemoteServerOptions.StopTimeout"/>,
    /// and closes what is left. Calls after the first wait for the same stop.
    /// </summary>
    /// <remarks>A method that stops its own server must not await the stop, which waits for that method's reply to go out.</remarks>
    public Task StopAsync()
    {
        lock (_stopLock)
        {
            return _stopped ??= StopCoreAsync();
        }
    }

    /// <summary>The same as <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    internal static RemoteServer Start(WireListener listener, object? front, RemoteServerOptions options, Func<IPAddress, bool> admits) =>
        new(listener, listener.Uri.Address, front, options, admits);

    internal bool TryStartCall()
    {
        if (Interlocked.Increment(ref _runningCalls) <= Options.MaxConcurrentCalls)
        {
            return true;
        }

        Interlocked.Decrement(ref _runningCalls);
        return false;
    }

    internal void EndCall() => Interlocked.Decrement(ref _runningCalls);

    /// <summary>Takes ownership of a task: a stop waits for it up to its limit, and its failure is logged.</summary>
    internal void Track(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        _tasks.TryAdd(task, 0);
        _ = task.ContinueWith(
            static (ended, state) =>
            {
                var server = (RemoteServer)state!; // passed below
                server._tasks.TryRemove(ended, out _);
                if (ended.Exception is { } error)
                {
                    server.LogAbandonedCallFailed(error.GetBaseException());
                }
            },
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Serves a connection that was let in.</summary>
    internal void Add(ServerConnection connection)
    {
        _connections.TryAdd(connection, 0);
        RemotingDiagnostics.ServerConnections.Add(1);
        if (IsStopping)
        {
            connection.CloseIfIdle();
        }

        connection.Start();
    }

    internal void Remove(ServerConnection connection)
    {
        if (_connections.TryRemove(connection, out _))
        {
            RemotingDiagnostics.ServerConnections.Add(-1);
            _acceptor.Release(connection.Place);
        }
    }

    private static TimeSpan SweepPeriod(RemoteServerOptions options)
    {
        var shortest = new[] { options.IdleTimeout, options.FirstRequestTimeout, options.ReceiveTimeout, options.SendTimeout }
            .Where(static limit => limit != Timeout.InfiniteTimeSpan)
            .DefaultIfEmpty(TimeSpan.FromSeconds(10))
            .Min();
        return TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 10, 5, 500));
    }

    private void Sweep()
    {
        var now = Options.TimeProvider.GetTimestamp();
        foreach (var (connection, _) in _connections)
        {
            if (connection.Deadline <= now)
            {
                connection.Wire.Abort();
            }
        }
    }

    private async Task StopCoreAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        foreach (var (connection, _) in _connections)
        {
            connection.CloseIfIdle();
        }

        try
        {
            // Whatever a task ended by was logged when it ended.
            await Task.WhenAll(_connections.Keys.Select(static c => c.Finished).Concat(_tasks.Keys))
                .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
                .WaitAsync(Options.StopTimeout, Options.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogStopTimedOut(Uri, _connections.Count);
            foreach (var (connection, _) in _connections)
            {
                connection.Abort();
            }
        }

        Threads.Stop();
        await _sweep.DisposeAsync().ConfigureAwait(false);
        _addresses.Clear();
        await Client.DisposeAsync().ConfigureAwait(false);
        LogStopped(Uri);
    }
}
