using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Working;

/// <summary>
/// A worker's time under one lease, and the jobs it holds in that time: from their claim until the store has taken down how they ended.
/// A worker that loses its lease begins another tenure. Thread-safe.
/// </summary>
internal sealed partial class Tenure(IJobStore store, WorkerLease lease, long since, JobWorkerOptions options, JobClient jobs)
{
    private readonly Lock _lock = new();
    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<JobWorker>();
    private readonly Dictionary<JobId, JobAttempt> _held = [];
    private long _confirmedAt = since;
    private bool _isLost;
    private volatile bool _mayHoldUnknown;
    private volatile bool _isSuspectWaiting;
    private TaskCompletionSource? _letGo;

    public IJobStore Store { get; } = store;

    public WorkerLease Lease { get; } = lease;

    /// <summary>When the lease was asked for, by the worker's clock.</summary>
    public long Since { get; } = since;

    /// <summary>When the last heartbeat that the store confirmed was sent, by the worker's clock.</summary>
    public long ConfirmedAt
    {
        get => Volatile.Read(ref _confirmedAt);
        set => Volatile.Write(ref _confirmedAt, value);
    }

    public JobWorkerOptions Options { get; } = options;

    public JobClient Jobs { get; } = jobs;

    /// <summary>The kinds that the worker can run, each with the newest version of its arguments; null for all.</summary>
    public IReadOnlyDictionary<string, int>? Kinds { get; init; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>True once the lease has ended, or may have: nothing more is begun under it.</summary>
    public bool IsLost
    {
        get
        {
            lock (_lock)
            {
                return _isLost;
            }
        }
    }

    /// <summary>True when the store may think that the worker holds jobs which it does not know of: the answer of a claim was lost.</summary>
    public bool MayHoldUnknown
    {
        get => _mayHoldUnknown;
        set => _mayHoldUnknown = value;
    }

    /// <summary>True while a job that runs alone waits for a worker that holds none, and all are busy; says the last beat.</summary>
    public bool IsSuspectWaiting
    {
        get => _isSuspectWaiting;
        set
        {
            _isSuspectWaiting = value;
            if (!value)
            {
                // Another worker has taken it: one that makes way for it need not any more.
                LetGo([]);
            }
        }
    }

    /// <summary>Takes in what a claim brought.</summary>
    public List<JobAttempt> Hold(IReadOnlyList<ClaimedJob> jobs)
    {
        var attempts = new List<JobAttempt>(jobs.Count);
        lock (_lock)
        {
            foreach (var job in jobs)
            {
                var attempt = new JobAttempt(this, job);
                _held[job.Id] = attempt;
                attempts.Add(attempt);
            }
        }

        return attempts;
    }

    /// <summary>Forgets what the store has taken down.</summary>
    public void LetGo(IEnumerable<JobAttempt> attempts)
    {
        lock (_lock)
        {
            foreach (var attempt in attempts)
            {
                // A job that was given up may have been claimed again meanwhile.
                if (_held.TryGetValue(attempt.Id, out var held) && held == attempt)
                {
                    _held.Remove(attempt.Id);
                }
            }

            _letGo?.TrySetResult();
            _letGo = null;
        }
    }

    /// <summary>Ends when fewer jobs are held or no suspect waits, or at once when no job is held.</summary>
    public Task WhenLetGoAsync()
    {
        lock (_lock)
        {
            return _held.Count == 0 ? Task.CompletedTask : (_letGo ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Ends when no job is held.</summary>
    public async Task WhenEmptyAsync(CancellationToken cancellationToken)
    {
        while (Count > 0)
        {
            await WhenLetGoAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Sends a heartbeat with what attempts report. Reports that the store refuses for good are logged and left out, so that none of them
    /// costs the worker its lease or others their reports.
    /// </summary>
    public async Task<WorkerBeat> BeatAsync(IReadOnlyList<JobProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await Store.BeatAsync(Lease, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (progress.Count > 0 && !StoreFault.IsTransient(error))
        {
            if (progress.Count == 1)
            {
                LogReportRefused(_logger, progress[0].Id, error);
                return await BeatAsync([], cancellationToken).ConfigureAwait(false);
            }

            var half = progress.Count / 2;
            var first = await BeatAsync([.. progress.Take(half)], cancellationToken).ConfigureAwait(false);
            return first.Stands ? await BeatAsync([.. progress.Skip(half)], cancellationToken).ConfigureAwait(false) : first;
        }
    }

    public JobAttempt? Find(JobId id)
    {
        lock (_lock)
        {
            return _held.GetValueOrDefault(id);
        }
    }

    public JobAttempt[] All()
    {
        lock (_lock)
        {
            return [.. _held.Values];
        }
    }

    /// <summary>Tells everything that runs to stop, since others may hold it from now on.</summary>
    public void Lose()
    {
        lock (_lock)
        {
            _isLost = true;
        }

        Stop(StopReason.LeaseLost);
    }

    /// <summary>Tells everything that runs to stop.</summary>
    public void Stop(StopReason reason)
    {
        foreach (var attempt in All())
        {
            attempt.TellToStop(reason);
        }
    }

    [LoggerMessage(9222, LogLevel.Error, "The store refused the progress that job {Id} reported; the heartbeat was repeated without it.")]
    private static partial void LogReportRefused(ILogger logger, JobId id, Exception error);
}
