using System.Diagnostics.CodeAnalysis;

namespace Ringleader.Jobs.Working;

/// <summary>
/// The jobs that were claimed and wait for a slot, and the slots that wait for a job. Says when there is room for another claim.
/// Thread-safe.
/// </summary>
internal sealed class JobLine
{
    private readonly Lock _lock = new();
    private readonly Queue<JobAttempt> _waiting = [];
    private readonly Stack<JobSlot> _idle;
    private readonly Prefetch? _prefetch;
    private readonly FinishWriter _finishes;
    private readonly int _slots;
    private int _running;
    private long _taken;
    private TaskCompletionSource? _roomWanted;
    private TaskCompletionSource? _quietWanted;

    /// <param name="slots">How many jobs may run at a time.</param>
    /// <param name="runner">Runs them.</param>
    /// <param name="finishes">Where their ends go. While the store takes them down more slowly than jobs end, there is no room.</param>
    /// <param name="claimsAhead">Whether jobs are claimed before there is a slot for them.</param>
    public JobLine(int slots, AttemptRunner runner, FinishWriter finishes, bool claimsAhead)
    {
        _slots = slots;
        _finishes = finishes;
        _finishes.Written = LookForRoom;
        _prefetch = claimsAhead ? new(slots) : null;
        _idle = new(slots);
        for (var slot = 0; slot < slots; slot++)
        {
            _idle.Push(new JobSlot(this, runner));
        }
    }

    /// <summary>How many jobs run.</summary>
    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    /// <summary>How many to claim now; 0 while it is too early for the next claim.</summary>
    public int Room
    {
        get
        {
            lock (_lock)
            {
                return RoomNow;
            }
        }
    }

    private int RoomNow
    {
        get
        {
            if (_finishes.Count >= Prefetch.Most)
            {
                return 0;
            }

            // With much held, a claim waits until it is worth its cost.
            var ahead = _prefetch?.Count ?? 0;
            var room = Math.Min(_slots + ahead - _waiting.Count - _running, Prefetch.LargestClaim);
            return room >= Math.Clamp(ahead / 2, 1, Prefetch.LargestClaim) ? room : 0;
        }
    }

    /// <summary>Takes in jobs, and wakes as many slots as they need.</summary>
    public void Add(List<JobAttempt> attempts)
    {
        var woken = new List<JobSlot>();
        lock (_lock)
        {
            foreach (var attempt in attempts)
            {
                _waiting.Enqueue(attempt);
            }

            while (woken.Count < _waiting.Count && _idle.TryPop(out var slot))
            {
                woken.Add(slot);
            }
        }

        foreach (var slot in woken)
        {
            slot.Wake();
        }
    }

    /// <summary>Gives a slot its next job; false when there is none, and the slot is idle from now on.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="ran">How long its last job ran; null when it had none.</param>
    /// <param name="attempt">The job.</param>
    public bool TryTake(JobSlot slot, TimeSpan? ran, [NotNullWhen(true)] out JobAttempt? attempt)
    {
        lock (_lock)
        {
            if (ran is { } time)
            {
                _running--;
                _prefetch?.Add(time);
            }

            if (_waiting.TryDequeue(out attempt))
            {
                _running++;
                _taken++;
            }
            else
            {
                _idle.Push(slot);
            }

            TellOfRoom();
            if (_quietWanted is not null && _running == 0)
            {
                _quietWanted.TrySetResult();
                _quietWanted = null;
            }

            return attempt is not null;
        }
    }

    /// <summary>Takes out what waits for a slot.</summary>
    public IReadOnlyList<JobAttempt> TakeWaiting()
    {
        lock (_lock)
        {
            JobAttempt[] waiting = [.. _waiting];
            _waiting.Clear();
            return waiting;
        }
    }

    /// <summary>
    /// Takes out what waits for a slot if none became free since the mark was read: it had better run elsewhere.
    /// </summary>
    public IReadOnlyList<JobAttempt> TakeStuck(long mark)
    {
        lock (_lock)
        {
            if (_taken != mark || _waiting.Count == 0)
            {
                return [];
            }

            _prefetch?.AddLong();
            JobAttempt[] waiting = [.. _waiting];
            _waiting.Clear();
            return waiting;
        }
    }

    /// <summary>Ends when there is room for a claim.</summary>
    /// <param name="mark">For <see cref="TakeStuck"/>.</param>
    /// <param name="isAnyWaiting">Whether jobs wait for a slot.</param>
    public Task WhenRoomAsync(out long mark, out bool isAnyWaiting)
    {
        lock (_lock)
        {
            mark = _taken;
            isAnyWaiting = _waiting.Count > 0;
            if (RoomNow > 0)
            {
                return Task.CompletedTask;
            }

            _roomWanted ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _roomWanted.Task;
        }
    }

    private void LookForRoom()
    {
        lock (_lock)
        {
            TellOfRoom();
        }
    }

    private void TellOfRoom()
    {
        if (_roomWanted is not null && RoomNow > 0)
        {
            _roomWanted.TrySetResult();
            _roomWanted = null;
        }
    }

    /// <summary>Ends when no job runs.</summary>
    public Task WhenQuietAsync()
    {
        lock (_lock)
        {
            if (_running == 0)
            {
                return Task.CompletedTask;
            }

            _quietWanted ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _quietWanted.Task;
        }
    }
}
