using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>Counts the jobs of a batch. Lives as long as one of them does.</summary>
internal sealed class BatchEntry(long id, NewJob? onSucceeded, NewJob? onEnded)
{
    private NewJob? _onSucceeded = onSucceeded;
    private NewJob? _onEnded = onEnded;

    public long Id => id;

    /// <summary>How many jobs have not ended.</summary>
    public int Unended { get; set; }

    /// <summary>How many have not succeeded, ended or not.</summary>
    public int Unsucceeded { get; set; }

    /// <summary>What is to be enqueued now; each only once.</summary>
    public IEnumerable<NewJob> TakeFollowers()
    {
        if (Unsucceeded == 0 && _onSucceeded is { } succeeded)
        {
            _onSucceeded = null;
            yield return succeeded;
        }

        if (Unended == 0 && _onEnded is { } ended)
        {
            _onEnded = null;
            yield return ended;
        }
    }
}
