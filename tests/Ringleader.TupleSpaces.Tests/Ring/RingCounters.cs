using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Ringleader.TupleSpaces.Tests.Ring;

/// <summary>What the ring's instruments count from now on. They belong to the process, so tests that use this do not run side by side.</summary>
[CollectionDefinition(nameof(RingCounters), DisableParallelization = true)]
public sealed class RingCounters : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Instrument, string Tag), long> _counts = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RingCounters()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name.StartsWith("ringleader.tuplespaces.ring.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => Add(instrument.Name, (string)tags[0].Value!, count)); // each has one
        _listener.Start();
    }

    public long Dropped(string reason) => _counts.GetValueOrDefault(("ringleader.tuplespaces.ring.dropped", reason));

    public long Answered(string outcome) => _counts.GetValueOrDefault(("ringleader.tuplespaces.ring.answered", outcome));

    public Task WhenDroppedAsync(string reason, long count) => WhenAsync(() => Dropped(reason) >= count);

    public Task WhenAnsweredAsync(string outcome, long count) => WhenAsync(() => Answered(outcome) >= count);

    /// <summary>When this many datagrams were dropped or answered.</summary>
    public Task WhenSeenAsync(long count) => WhenAsync(() => _counts.Values.Sum() >= count);

    public void Dispose() => _listener.Dispose();

    private void Add(string instrument, string tag, long count)
    {
        _counts.AddOrUpdate((instrument, tag), count, (_, before) => before + count);
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    private async Task WhenAsync(Func<bool> condition)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
            }

            if (condition())
            {
                return;
            }

            try
            {
                await changed.WaitAsync(Limit);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"Not reached. Counted: {string.Join(", ", _counts.Select(pair => $"{pair.Key.Instrument} {pair.Key.Tag} {pair.Value}"))}.");
            }
        }
    }
}
