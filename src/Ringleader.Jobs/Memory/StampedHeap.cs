namespace Ringleader.Jobs.Memory;

/// <summary>Jobs by an instant, earliest first and the older of two at one instant. A job leaves by changing its stamp and <see cref="Forget"/>.</summary>
internal sealed class StampedHeap
{
    private const int StaleAllowed = 64;

    private readonly PriorityQueue<StampedJob, (long Instant, long Id)> _heap = new();
    private int _stale;

    public void Push(JobEntry job, long instant) => _heap.Enqueue(new(job, job.Stamp), (instant, job.Id));

    public bool TryPeek(out JobEntry job, out long instant)
    {
        while (_heap.TryPeek(out var place, out var key))
        {
            if (!place.IsStale)
            {
                (job, instant) = (place.Job, key.Instant);
                return true;
            }

            _heap.Dequeue();
            _stale--;
        }

        (job, instant) = (null!, 0); // Nothing may be read after false.
        return false;
    }

    public void Pop() => _heap.Dequeue();

    /// <summary>Says that one of the places is stale, so that a heap of many such is swept.</summary>
    public void Forget()
    {
        if (++_stale <= StaleAllowed || _stale <= _heap.Count / 2)
        {
            return;
        }

        (StampedJob Place, (long, long) Key)[] live = [.. _heap.UnorderedItems.Where(item => !item.Element.IsStale)];
        _heap.Clear();
        _heap.EnqueueRange(live);
        _stale = 0;
    }
}
