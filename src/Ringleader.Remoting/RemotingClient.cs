using System.Collections.Concurrent;
using Ringleader.Remoting.Client;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting;

/// <summary>
/// Calls objects in other processes. Holds the connections to all servers it was used with, one call in flight on each;
/// thread-safe, meant to live as long as the process.
/// </summary>
public sealed partial class RemotingClient : IAsyncDisposable
{
    private static readonly TimeSpan ConcurrencyMemory = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, Endpoint> _endpoints = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Endpoint, byte> _connected = new();
    private readonly RemoteServer? _owner;
    private readonly Lazy<TlsAuthentication> _tls;
    private int _callsInFlight;
    private long _concurrentUntil;
    private int _disposed;

    /// <summary>Makes a client; nothing is connected before the first call.</summary>
    /// <param name="options">Time-outs, limits and TLS; null takes the defaults.</param>
    public RemotingClient(RemotingClientOptions? options = null)
    {
        Options = options ?? RemotingClientOptions.Default;
        Options.Validate();
        _callbacks = new CallbackServers(Options);
        _sweepPeriod = SweepPeriod(Options);
        _tls = Options.Tls is { } tls
            ? new Lazy<TlsAuthentication>(TlsAuthentication.ForClient(tls))
            : new Lazy<TlsAuthentication>(static () => TlsAuthentication.ForClient(new RemoteTlsOptions()));
    }

    internal RemotingClient(RemotingClientOptions options, RemoteServer owner)
        : this(options) => _owner = owner;

    /// <summary>The client that <see cref="RemoteObject.Connect(string, RemotingClient?)"/> uses unless it is given another. Never disposed.</summary>
    public static RemotingClient Shared { get; } = new();

    /// <summary>The options it was made with.</summary>
    public RemotingClientOptions Options { get; }

    /// <summary>True when one call is in flight and there was no other at the same time for a while.</summary>
    internal bool IsOnlyCall => Volatile.Read(ref _callsInFlight) == 1 && TimeProvider.System.GetTimestamp() > Volatile.Read(ref _concurrentUntil);

    /// <summary>The front object of a server, as an untyped reference. Does not connect yet.</summary>
    /// <param name="uri">
    /// <c>druby://host:port</c>, <c>drbssl://host:port</c> or <c>drbunix:path</c>, each with an optional <c>?name</c> that
    /// picks <c>front["name"]</c>.
    /// </param>
    /// <exception cref="ArgumentException">The address cannot be read; the message says which part.</exception>
    public RemoteObject Connect(string uri)
    {
        var parsed = DrbUri.Parse(uri);
        return new RemoteObject(this, parsed.Address, parsed.Option is null ? null : new Marshal.RubyUriOption(parsed.Option));
    }

    /// <summary>The front object of a server, as a typed proxy. Does not connect yet.</summary>
    /// <typeparam name="T">An interface with <see cref="RemoteContractAttribute"/>.</typeparam>
    /// <param name="uri">As for <see cref="Connect(string)"/>.</param>
    public T Connect<T>(string uri)
        where T : class => Connect(uri).As<T>();

    /// <summary>A reference to an object whose address and id are known: Ruby's <c>DRbObject.new_with</c>. Does not connect yet.</summary>
    /// <param name="uri">The address of the object's server, as for <see cref="Connect(string)"/>, without an option.</param>
    /// <param name="id">The object's id there; null for the front.</param>
    public RemoteObject ReferenceTo(string uri, object? id) => new(this, DrbUri.Parse(uri).Address, id);

    /// <summary>Closes every connection; calls in flight fail with <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await StopSweepingAsync().ConfigureAwait(false);
        foreach (var endpoint in _connected.Keys.Union(_endpoints.Values))
        {
            endpoint.Dispose();
        }

        await _callbacks.DisposeAsync().ConfigureAwait(false);
        if (_tls.IsValueCreated)
        {
            _tls.Value.Dispose();
        }
    }

    internal TlsAuthentication Tls() => _tls.Value;

    internal Endpoint EndpointFor(string address)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return _endpoints.TryGetValue(address, out var endpoint)
            ? endpoint
            : _endpoints.GetOrAdd(address, static (key, client) => new Endpoint(client, DrbUri.Parse(key)), this);
    }

    internal void CallStarted()
    {
        if (Interlocked.Increment(ref _callsInFlight) > 1)
        {
            Volatile.Write(ref _concurrentUntil, TimeProvider.System.DueAt(ConcurrencyMemory));
        }
    }

    internal void CallEnded() => Interlocked.Decrement(ref _callsInFlight);
}
