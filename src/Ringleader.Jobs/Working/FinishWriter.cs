using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Working;

/// <summary>
/// Tells the store how attempts ended, many at once: what ends while one write is under way goes with the next. One that ends alone goes
/// at once. What the store did not take because it was away is kept until it answers, since it is bounded by what the worker holds. What the
/// store refuses for good is stored without its result or error: the store never decides whether an attempt succeeded.
/// </summary>
internal sealed partial class FinishWriter : IThreadPoolWorkItem
{
    /// <summary>The most that is written at once.</summary>
    private const int LargestWrite = 500;

    /// <summary>So often in a row nothing more has ended before the write begins, while short jobs are being worked off.</summary>
    private const int Patience = 4;

    private readonly Lock _lock = new();
    private readonly Queue<EndedAttempt> _pending = [];
    private readonly JobWorkerOptions _options;
    private readonly Backoff _backoff;
    private readonly Outage _outage;
    private readonly RunTally _tally;
    private readonly CancellationToken _giveUp;
    private readonly ILogger _logger;
    private int _count;
    private bool _isWriting;
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="options">Of the worker.</param>
    /// <param name="jitter">For the back-off.</param>
    /// <param name="outage">Hears whether the store answers.</param>
    /// <param name="tally">Counts what was written.</param>
    /// <param name="giveUp">Ends the trying: what is not written by then is dropped.</param>
    public FinishWriter(JobWorkerOptions options, Jitter jitter, Outage outage, RunTally tally, CancellationToken giveUp)
    {
        _options = options;
        _backoff = new(jitter);
        _outage = outage;
        _tally = tally;
        _giveUp = giveUp;
        _logger = options.LoggerFactory.CreateLogger<JobWorker>();
    }

    /// <summary>How many ends the store does not know of yet.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Called whenever <see cref="Count"/> has become less.</summary>
    public Action? Written { get; set; }

    /// <summary>Called when the store has recorded that a job has failed for good.</summary>
    public Action? FailureRecorded { get; set; }

    /// <summary>Takes note of the end of an attempt.</summary>
    public void Add(JobAttempt attempt, JobFinish finish)
    {
        lock (_lock)
        {
            _count++;
            _pending.Enqueue(new(attempt, finish));
            if (_isWriting)
            {
                return;
            }

            _isWriting = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Ends when all that has been added was written or dropped.</summary>
    public Task WhenWrittenAsync()
    {
        lock (_lock)
        {
            return _isWriting ? _written.Task : Task.CompletedTask;
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = WriteAllAsync();

    /// <summary>Writes until there is nothing left. Owned by whoever waits for <see cref="WhenWrittenAsync"/>; never fails.</summary>
    private async Task WriteAllAsync()
    {
        while (true)
        {
            await GatherAsync().ConfigureAwait(false);
            if (TakeSome() is not { Count: > 0 } ended)
            {
                return;
            }

            await WriteAsync(ended, isAgain: false).ConfigureAwait(false);
            lock (_lock)
            {
                _count -= ended.Count;
            }

            Written?.Invoke();
        }
    }

    /// <summary>Waits as long as more and more ends, which takes a millisecond or two at most.</summary>
    private async ValueTask GatherAsync()
    {
        var (last, patience) = (0, Patience);
        while (patience > 0)
        {
            int count;
            lock (_lock)
            {
                count = _pending.Count;
            }

            if (count is 0 or >= LargestWrite)
            {
                return;
            }

            patience = count > last ? Patience : patience - 1;
            last = count;
            await Task.Yield();
        }
    }

    /// <summary>Takes what goes into one write: ends under one lease.</summary>
    private List<EndedAttempt> TakeSome()
    {
        var ended = new List<EndedAttempt>();
        lock (_lock)
        {
            while (ended.Count < LargestWrite && _pending.TryPeek(out var next) && (ended.Count == 0 || GoesWith(next, ended[0])))
            {
                ended.Add(_pending.Dequeue());
            }

            if (ended.Count == 0)
            {
                _isWriting = false;
                _written.SetResult();
                _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        return ended;
    }

    /// <summary>Whether two ends go into one write. One that was refused goes alone, so that it does not cost others theirs.</summary>
    private static bool GoesWith(EndedAttempt next, EndedAttempt first) => next.Attempt.Tenure == first.Attempt.Tenure && !next.IsBare && !first.IsBare;

    private async Task WriteAsync(List<EndedAttempt> ended, bool isAgain)
    {
        var tenure = ended[0].Attempt.Tenure;
        while (true)
        {
            try
            {
                await ReportAsync(tenure, ended).ConfigureAwait(false);
                var taken = await tenure.Store.FinishAsync(tenure.Lease, [.. ended.Select(end => end.Finish)], _giveUp).ConfigureAwait(false);
                _backoff.Reset();
                _outage.End();
                Settle(tenure, ended, taken, isAgain);
                return;
            }
#pragma warning disable CA1031 // What the worker has done must reach the store whatever this is.
            catch (Exception error)
#pragma warning restore CA1031
            {
                if (_giveUp.IsCancellationRequested)
                {
                    LogDropped(ended.Count, error);
                    tenure.LetGo(ended.Select(end => end.Attempt));
                    return;
                }

                if (!StoreFault.IsTransient(error))
                {
                    await WriteOneByOneAsync(tenure, ended, error).ConfigureAwait(false);
                    return;
                }

                _outage.Begin(error);
                isAgain = true;
            }

            await Task.Delay(_backoff.Next(), _options.TimeProvider, _giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What was reported since the last beat, by attempts that are not made again.</summary>
    private async ValueTask ReportAsync(Tenure tenure, List<EndedAttempt> ended)
    {
        JobProgress[] last =
            [.. ended.Where(end => end.Finish.Outcome is not (JobOutcome.Retry or JobOutcome.Released)).Select(end => end.Attempt.Unsent).OfType<JobProgress>()];
        if (last.Length > 0)
        {
            try
            {
                await tenure.BeatAsync(last, _giveUp).ConfigureAwait(false);
            }
            catch (Exception error) when (!StoreFault.IsTransient(error))
            {
                // The ends matter more than the progress before them.
                LogReportsLost(last.Length, error);
            }

            foreach (var end in ended)
            {
                if (last.FirstOrDefault(report => report.Id == end.Attempt.Id) is { } sent)
                {
                    end.Attempt.MarkSent(sent);
                }
            }
        }
    }

    /// <summary>The store refused a write for good: finds the end that it refuses, and stores its outcome alone.</summary>
    private async Task WriteOneByOneAsync(Tenure tenure, List<EndedAttempt> ended, Exception error)
    {
        if (ended.Count > 1)
        {
            foreach (var one in ended)
            {
                await WriteAsync([one], isAgain: true).ConfigureAwait(false);
            }

            return;
        }

        var end = ended[0];
        if (!end.IsBare)
        {
            LogNotWritable(end.Attempt.Id, end.Attempt.Job.Kind, end.Finish.Outcome, error);
            await WriteAsync([end.MakeBare(error)], isAgain: true).ConfigureAwait(false);
            return;
        }

        // Nothing in it came from the handler, so the fault is the store's, as when a right is missing. The job is neither run again nor
        // given another outcome for that: the end waits behind the others, and is tried until the store takes it.
        _outage.Begin(error);
        lock (_lock)
        {
            _count++;
            _pending.Enqueue(end);
        }

        await Task.Delay(_backoff.Next(), _options.TimeProvider, _giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Settle(Tenure tenure, List<EndedAttempt> ended, IReadOnlyList<bool> taken, bool isAgain)
    {
        tenure.LetGo(ended.Select(end => end.Attempt));
        for (var place = 0; place < ended.Count; place++)
        {
            var (attempt, finish) = (ended[place].Attempt, ended[place].Finish);

            // The second time round the first may have been taken, though its answer was lost.
            if (taken[place] || isAgain)
            {
                _tally.Count(finish.Outcome);
                if (finish.Outcome == JobOutcome.Failed)
                {
                    FailureRecorded?.Invoke();
                }
            }

            if (!taken[place] && !attempt.IsCompleted && finish.Outcome != JobOutcome.Released)
            {
                LogRefused(attempt.Id, attempt.Job.Kind, attempt.Term, finish.Outcome);
            }
        }
    }
}
