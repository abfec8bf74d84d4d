using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>Goes through what a claim may have of one queue, most urgent first: its suspects, or all but these.</summary>
internal sealed class QueueCursor
{
    private readonly QueueEntry _queue;
    private readonly List<LaneCursor> _lanes = [];
    private LaneCursor? _first;
    private int _allowance;

    public QueueCursor(QueueEntry queue, JobClaim claim, HashSet<string> pausedKinds, bool isForSuspects, long now)
    {
        _queue = queue;
        _allowance = queue.Allowance(now);
        foreach (var lane in queue.Lanes)
        {
            if (lane.IsSuspect == isForSuspects && !pausedKinds.Contains(lane.Kind) && claim.Knows(lane.Kind, lane.Version))
            {
                _lanes.Add(new(lane, claim));
            }
        }

        ChooseFirst();
    }

    /// <summary>The next job; null when there is none, or none may start.</summary>
    public JobEntry? Current => _allowance > 0 ? _first?.Current : null;

    /// <summary>Takes the current job out of its line.</summary>
    public JobEntry Take()
    {
        var job = _first!.Take(); // The caller has looked.
        _queue.CountStart();
        _allowance--;
        ChooseFirst();
        return job;
    }

    private void ChooseFirst()
    {
        _first = null;
        foreach (var lane in _lanes)
        {
            if (lane.Current is { } job && (_first?.Current is not { } first || UrgencyComparer.Instance.Compare(job, first) < 0))
            {
                _first = lane;
            }
        }
    }
}
