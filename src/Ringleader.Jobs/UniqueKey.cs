namespace Ringleader.Jobs;

/// <summary>Lets only one job of a key exist at a time; another enqueue of the key gives the job that is there.</summary>
/// <param name="Key">What must be unique, within the kind: 1 to 200 characters.</param>
/// <param name="Scope">For how long.</param>
/// <param name="For">The time, from enqueuing, when the scope is <see cref="UniqueScope.Time"/>; null otherwise.</param>
public sealed record UniqueKey(string Key, UniqueScope Scope = UniqueScope.UntilEnded, TimeSpan? For = null)
{
    /// <summary>
    /// The properties of the existing job that another enqueue of the key overwrites with its own, as long as the existing job waits; a job
    /// that runs or has completed is never changed. Default <see cref="UniqueReplace.Nothing"/>.
    /// </summary>
    public UniqueReplace Replace { get; init; }
}

/// <summary>The properties of a waiting job that a duplicate of its <see cref="UniqueKey"/> replaces.</summary>
[Flags]
public enum UniqueReplace
{
    /// <summary>The existing job stays as it is.</summary>
    Nothing = 0,

    /// <summary>The arguments and their version.</summary>
    Arguments = 1,

    /// <summary>The time before which it does not run: <see cref="JobOptions.RunAt"/> or <see cref="JobOptions.Delay"/>, at once when neither is given.</summary>
    RunAt = 2,

    /// <summary>The priority.</summary>
    Priority = 4,

    /// <summary>Arguments, time and priority.</summary>
    Everything = Arguments | RunAt | Priority,
}
