using Ringleader.Remoting.Client;

namespace Ringleader.Remoting;

/// <content>One timer for all deadlines and idle connections, so that a call starts no timer of its own.</content>
public sealed partial class RemotingClient
{
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromMilliseconds(250);
    private readonly Lock _sweepLock = new();
    private readonly TimeSpan _sweepPeriod;
    private ITimer? _sweep;

    /// <summary>How many servers are remembered.</summary>
    internal int EndpointCount => _endpoints.Count;

    /// <summary>Sweeps an endpoint from now on, for as long as it has connections.</summary>
    internal void Connected(Endpoint endpoint)
    {
        _connected.TryAdd(endpoint, 0);
        lock (_sweepLock)
        {
            if (Volatile.Read(ref _disposed) == 0)
            {
                _sweep ??= Options.TimeProvider.CreateTimer(static state => ((RemotingClient)state!).Sweep(), this, _sweepPeriod, _sweepPeriod);
            }
        }
    }

    /// <summary>A deadline is met to within a tenth of itself, and at most a quarter of a second late.</summary>
    private static TimeSpan SweepPeriod(RemotingClientOptions options)
    {
        var shortest = options.CallTimeout == Timeout.InfiniteTimeSpan ? LongestPeriod : options.CallTimeout / 10;
        return shortest < ShortestPeriod ? ShortestPeriod : shortest > LongestPeriod ? LongestPeriod : shortest;
    }

    private void Sweep()
    {
        var clock = Options.TimeProvider;
        var now = clock.GetTimestamp();
        var idleBefore = Options.IdleTimeout == Timeout.InfiniteTimeSpan
            ? long.MinValue
            : now - (long)(Options.IdleTimeout.TotalSeconds * clock.TimestampFrequency);
        foreach (var endpoint in _connected.Keys)
        {
            endpoint.Sweep(now, idleBefore);
            if (endpoint.IsUnused)
            {
                Forget(endpoint);
            }
        }
    }

    /// <summary>
    /// A process that is called back by many short-lived ones would remember all of them otherwise. References to the endpoint
    /// go on working: it comes back here with its next connection.
    /// </summary>
    private void Forget(Endpoint endpoint)
    {
        _connected.TryRemove(endpoint, out _);
        _endpoints.TryRemove(new(endpoint.Uri.Address, endpoint));
        if (!endpoint.IsUnused)
        {
            _connected.TryAdd(endpoint, 0); // a connection was opened in between
        }
    }

    private async ValueTask StopSweepingAsync()
    {
        ITimer? sweep;
        lock (_sweepLock)
        {
            sweep = _sweep;
            _sweep = null;
        }

        if (sweep is not null)
        {
            await sweep.DisposeAsync().ConfigureAwait(false);
        }
    }
}
