namespace Ringleader.Jobs.Memory;

/// <summary>
/// Ready jobs of one queue and priority: the one due longest first, then the oldest. Nearly all come in that order, and so most places are
/// in a plain queue; only a job that is due before the last one in it goes to the heap.
/// </summary>
internal sealed class ReadyLine(int priority)
{
    private const int StaleAllowed = 64;

    private readonly StampedHeap _early = new();
    private Queue<StampedJob> _inOrder = new();
    private (long Due, long Id) _last;
    private int _stale;

    public int Priority => priority;

    public void Push(JobEntry job)
    {
        job.Line = this;
        var key = (job.DueAt, job.Id);
        job.IsEarly = _inOrder.Count > 0 && key.CompareTo(_last) < 0;
        if (job.IsEarly)
        {
            _early.Push(job, job.DueAt);
            return;
        }

        _inOrder.Enqueue(new(job, job.Stamp));
        _last = key;
    }

    public JobEntry? Peek()
    {
        JobEntry? next = null;
        while (_inOrder.TryPeek(out var place))
        {
            if (!place.IsStale)
            {
                next = place.Job;
                break;
            }

            _inOrder.Dequeue();
            _stale--;
        }

        return _early.TryPeek(out var early, out _) && (next is null || (early.DueAt, early.Id).CompareTo((next.DueAt, next.Id)) < 0) ? early : next;
    }

    /// <summary>Takes out what <see cref="Peek"/> has just shown.</summary>
    public void Pop(JobEntry job)
    {
        if (job.IsEarly)
        {
            _early.Pop();
        }
        else
        {
            _inOrder.Dequeue();
        }

        job.Line = null;
    }

    /// <summary>Says that a job, whose stamp has changed, is not ready any more.</summary>
    public void Forget(JobEntry job)
    {
        job.Line = null;
        if (job.IsEarly)
        {
            _early.Forget();
        }
        else if (++_stale > StaleAllowed && _stale > _inOrder.Count / 2)
        {
            _inOrder = new(_inOrder.Where(place => !place.IsStale));
            _stale = 0;
        }
    }
}
