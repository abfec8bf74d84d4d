using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>Goes through what a claim may have of one queue, most urgent first.</summary>
internal sealed class QueueCursor
{
    private readonly QueueEntry _queue;
    private readonly JobClaim _claim;
    private readonly HashSet<string> _pausedKinds;
    private SortedDictionary<int, ReadyLine>.ValueCollection.Enumerator _lines;
    private ReadyLine? _line;
    private int _allowance;

    public QueueCursor(QueueEntry queue, JobClaim claim, HashSet<string> pausedKinds, long now)
    {
        _queue = queue;
        _claim = claim;
        _pausedKinds = pausedKinds;
        _allowance = queue.Allowance(now);
        _lines = queue.Lines;
        MoveNext();
    }

    /// <summary>The next job; null when there is none, or none may start.</summary>
    public JobEntry? Current { get; private set; }

    /// <summary>Takes the current job out of its line.</summary>
    public JobEntry Take()
    {
        var job = Current!; // The caller has looked.
        job.Line!.Pop(job);
        _queue.CountStart();
        _allowance--;
        MoveNext();
        return job;
    }

    private void MoveNext()
    {
        Current = null;
        while (_allowance > 0 && (_line is not null || NextLine()))
        {
            Current = PeekUnpaused();
            if (Current is not null)
            {
                return;
            }

            _line = null;
        }
    }

    private bool NextLine()
    {
        while (_lines.MoveNext())
        {
            if (_lines.Current.Priority < (_claim.MinPriority ?? int.MinValue))
            {
                return false;
            }

            if (_lines.Current.Priority <= (_claim.MaxPriority ?? int.MaxValue))
            {
                _line = _lines.Current;
                return true;
            }
        }

        return false;
    }

    private JobEntry? PeekUnpaused()
    {
        while (_line!.Peek() is { } job)
        {
            if (!_pausedKinds.Contains(job.Job.Kind))
            {
                return job;
            }

            _queue.Hold(job);
        }

        return null;
    }
}
