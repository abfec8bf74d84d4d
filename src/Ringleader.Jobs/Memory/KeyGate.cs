namespace Ringleader.Jobs.Memory;

/// <summary>Lets as many jobs of a limit key through as may run at a time. A job that is through is ready or running and holds a slot.</summary>
internal sealed class KeyGate
{
    private readonly SortedSet<JobEntry> _line = new(UrgencyComparer.Instance);
    private readonly SortedSet<JobEntry> _ready = new(UrgencyComparer.Instance);
    private int _running;

    /// <summary>How many may be through; no limit when null.</summary>
    public int? Limit { get; set; }

    public bool IsEmpty => _line.Count + _ready.Count + _running == 0;

    private bool HasRoom => !(_ready.Count + _running >= Limit);

    /// <summary>Lets a job through, or puts it into the line.</summary>
    /// <returns>Whether it is through.</returns>
    public bool Enter(JobEntry job)
    {
        var isThrough = HasRoom;
        (isThrough ? _ready : _line).Add(job);
        return isThrough;
    }

    public void Start(JobEntry job)
    {
        _ready.Remove(job);
        _running++;
    }

    /// <summary>Gives the slot of a running job back.</summary>
    public void Stop() => _running--;

    /// <summary>Takes out a job that does not run, and may or may not be here.</summary>
    public void Leave(JobEntry job)
    {
        if (!_ready.Remove(job))
        {
            _line.Remove(job);
        }
    }

    /// <summary>Lets the most urgent of the line through if there is room; null when not.</summary>
    public JobEntry? LetThrough()
    {
        if (!HasRoom || _line.Min is not { } next)
        {
            return null;
        }

        _line.Remove(next);
        _ready.Add(next);
        return next;
    }

    /// <summary>Calls the least urgent of the ready back into the line if there are too many; null when not.</summary>
    public JobEntry? CallBack()
    {
        if (!(_ready.Count + _running > Limit) || _ready.Max is not { } last)
        {
            return null;
        }

        _ready.Remove(last);
        _line.Add(last);
        return last;
    }
}
