namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>
/// The object that the workers call: gives out the lines of a log by the rules of a <see cref="RangeLedger"/>, and adds up what
/// comes back. Thread-safe.
/// </summary>
/// <param name="log">The lines.</param>
/// <param name="ledger">Who has which range.</param>
/// <param name="expectedWorkers">How many workers must have joined before the first starts.</param>
/// <param name="clock">Measures how long the work took.</param>
internal sealed class RangeDesk(LogFile log, RangeLedger ledger, int expectedWorkers, TimeProvider clock) : IRangeDesk, IRangeOverview
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _allJoined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _joined = new(StringComparer.Ordinal);
    private readonly RequestCount _merged = new();
    private readonly int[] _timesCounted = new int[log.Ranges.Count];
    private readonly Dictionary<string, WorkerShare> _shares = new(StringComparer.Ordinal);
    private readonly List<long> _latencies = [];
    private KeyValuePair<string, long>[]? _sorted;
    private long? _firstTake;
    private int _calls;
    private int _busyCalls;
    private TimeSpan _busy;

    /// <inheritdoc/>
    public Task JoinAsync(string worker, CancellationToken cancellationToken = default)
    {
        ledger.Join(worker);
        lock (_lock)
        {
            _joined.Add(worker);
            _shares.TryAdd(worker, new WorkerShare(worker, 0, 0));
            if (_joined.Count >= expectedWorkers)
            {
                _allJoined.TrySetResult();
            }
        }

        return _allJoined.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> WaitForWorkAsync(string worker, CancellationToken cancellationToken = default) =>
        ledger.WaitForWorkAsync(worker, cancellationToken);

    /// <inheritdoc/>
    public async Task<LineRange?> TakeAsync(string worker, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _firstTake ??= clock.GetTimestamp();
            _calls++;
        }

        return ledger.TryTake(worker) is { } lease
            ? new LineRange(lease.Id, lease.Term, await log.ReadAsync(lease.Id, cancellationToken).ConfigureAwait(false))
            : null;
    }

    /// <inheritdoc/>
    public Task<bool> CompleteAsync(
        string worker, int id, int term, IReadOnlyDictionary<string, long> counts, long unreadable, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, log.Ranges.Count);
        var lines = log.Ranges[id].LineCount;
        if (counts.Values.Sum() + unreadable != lines)
        {
            throw new ArgumentException($"Range {id} has {lines} lines, but {counts.Values.Sum() + unreadable} were counted.", nameof(counts));
        }

        lock (_lock)
        {
            _calls++;
            var completion = ledger.Complete(worker, id, term);
            if (completion != Completion.Refused)
            {
                Add(worker, id, counts, unreadable);
            }

            // The time that the others wait for a lost lease to run out is no work.
            if (completion == Completion.Done)
            {
                _busy = clock.GetElapsedTime(_firstTake ?? 0);
                _busyCalls = _calls;
            }

            return Task.FromResult(completion != Completion.Refused);
        }
    }

    /// <inheritdoc/>
    public Task ReportAsync(string worker, IReadOnlyList<long> latencies, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _latencies.AddRange(latencies);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<int> CountDoneAsync(CancellationToken cancellationToken = default) => Task.FromResult(ledger.DoneCount);

    /// <inheritdoc/>
    public Task<CountSummary> SummarizeAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            long[] latencies = [.. _latencies.Order()];
            return Task.FromResult(new CountSummary(
                log.Ranges.Count,
                log.LineCount,
                _shares.Values.Sum(static share => share.Lines),
                _merged.Unreadable,
                _timesCounted.Count(static times => times == 1),
                _busyCalls,
                _busy.TotalSeconds,
                Percentile.Of(latencies, 50),
                Percentile.Of(latencies, 99),
                [.. _shares.Values.OrderBy(static share => share.Worker, StringComparer.Ordinal)],
                ledger.Redone));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> ListCountsAsync(int skip, int take, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _sorted ??= [.. _merged.ByUrl.OrderBy(static pair => pair.Key, StringComparer.Ordinal)];
            return Task.FromResult<IReadOnlyDictionary<string, long>>(
                _sorted.Skip(skip).Take(take).ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal));
        }
    }

    private void Add(string worker, int id, IReadOnlyDictionary<string, long> counts, long unreadable)
    {
        _merged.Merge(counts, unreadable);
        _sorted = null;
        _timesCounted[id]++;
        var share = _shares.GetValueOrDefault(worker) ?? new WorkerShare(worker, 0, 0);
        _shares[worker] = share with { Ranges = share.Ranges + 1, Lines = share.Lines + log.Ranges[id].LineCount };
    }
}
