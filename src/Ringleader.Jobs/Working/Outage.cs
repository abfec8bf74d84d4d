using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Working;

/// <summary>Whether the store answers, so that an outage is logged once when it begins and once when it ends. Thread-safe.</summary>
internal sealed partial class Outage(string store, TimeProvider timeProvider, ILogger logger)
{
    private const long None = -1;

    private readonly ILogger _logger = logger;
    private long _since = None;

    /// <summary>The store did not answer.</summary>
    public void Begin(Exception error)
    {
        if (Interlocked.CompareExchange(ref _since, timeProvider.GetTimestamp(), None) == None)
        {
            LogAway(store, error);
        }
    }

    /// <summary>The store has answered.</summary>
    public void End()
    {
        if (Volatile.Read(ref _since) != None && Interlocked.Exchange(ref _since, None) is var since and not None)
        {
            LogBack(store, timeProvider.GetElapsedTime(since));
        }
    }
}
