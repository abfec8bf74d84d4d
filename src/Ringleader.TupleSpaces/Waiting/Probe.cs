using Ringleader.TupleSpaces.Changes;

namespace Ringleader.TupleSpaces.Waiting;

/// <summary>A tuple that a screen let through, and the id by which it is taken if it is still there then.</summary>
internal readonly record struct Candidate(SpaceTuple Tuple, long Id);

/// <summary>
/// Collects new tuples for a call that waits with a costly template: those that its screen lets through. The call tries them on
/// its own time. Guarded by the space's lock; the call is woken without it.
/// </summary>
internal sealed class Probe : Registration
{
    private const int MaxCandidates = 1_024;
    private readonly TupleSpace _space;
    private readonly Queue<Candidate> _candidates = [];
    private volatile TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isDeferred;
    private bool _hasMissed;

    /// <param name="space">Where it waits.</param>
    /// <param name="template">For what.</param>
    /// <param name="dueAt">When it gives up.</param>
    public Probe(TupleSpace space, Template template, TimeSpan dueAt)
        : base(template.Screen)
    {
        _space = space;
        DueAt = dueAt;
    }

    /// <summary>Completes when <see cref="Drain"/> has something to give.</summary>
    public Task Signal => _signal.Task;

    /// <summary>True when the time is over or the space was closed.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The space was closed: what the call raises.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Takes a new tuple in. Under the lock.</summary>
    public void Offer(Candidate candidate, ref Aftermath aftermath)
    {
        if (_candidates.Count == MaxCandidates)
        {
            _hasMissed = true; // the call looks through the whole space again
        }
        else
        {
            _candidates.Enqueue(candidate);
        }

        Wake(ref aftermath);
    }

    /// <summary>Ends the wait. Under the lock.</summary>
    public void End(Exception? error, ref Aftermath aftermath)
    {
        (IsOver, Error) = (true, error);
        Wake(ref aftermath);
    }

    /// <summary>Gives what was collected, and true when there was more than that. Under the lock.</summary>
    public bool Drain(List<Candidate> into)
    {
        into.AddRange(_candidates);
        _candidates.Clear();
        _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
        (var hasMissed, _hasMissed) = (_hasMissed, false);
        return hasMissed;
    }

    internal override void OnDue(ref Aftermath aftermath) => _space.Expire(this, ref aftermath);

    internal override void Run()
    {
        // From here on it may be deferred again, by a change that has more for it.
        _isDeferred = false;
        _signal.TrySetResult();
    }

    private void Wake(ref Aftermath aftermath)
    {
        if (!_isDeferred)
        {
            _isDeferred = true;
            aftermath.Add(this);
        }
    }
}
