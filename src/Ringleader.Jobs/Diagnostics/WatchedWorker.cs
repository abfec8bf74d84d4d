using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Diagnostics;

/// <summary>
/// What meters read of a worker and its store. Statistics are read from the store only while somebody listens, and at most every five
/// seconds: a reading gives the last ones and has them renewed for the next.
/// </summary>
internal sealed class WatchedWorker(IJobStore store, JobLine line, TimeProvider timeProvider, Outage outage)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ending = new();
    private IReadOnlyList<QueueStatistics> _statistics = [];
    private long? _readAt;
    private Task _reading = Task.CompletedTask;

    public IJobStore Store => store;

    public int Running => line.Running;

    /// <summary>The statistics of the last reading; empty at the first.</summary>
    public IReadOnlyList<QueueStatistics> Statistics
    {
        get
        {
            lock (_lock)
            {
                var isFresh = _readAt is { } at && timeProvider.GetElapsedTime(at) < Fresh;
                if (!isFresh && _reading.IsCompleted && !_ending.IsCancellationRequested)
                {
                    _readAt = timeProvider.GetTimestamp();
                    _reading = Task.Run(ReadAsync);
                }

                return _statistics;
            }
        }
    }

    /// <summary>Ends the reading.</summary>
    public async Task EndAsync()
    {
        Task reading;
        lock (_lock)
        {
            _ending.Cancel();
            reading = _reading;
        }

        await reading.ConfigureAwait(false);
        _ending.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            var statistics = await store.GetStatisticsAsync(_ending.Token).ConfigureAwait(false);
            lock (_lock)
            {
                _statistics = statistics;
            }
        }
#pragma warning disable CA1031 // A meter shows the last figures while the store is away.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (!_ending.IsCancellationRequested)
            {
                outage.Begin(error);
            }
        }
    }
}
