using Ringleader.Jobs;

namespace Ringleader.Sqlite;

/// <summary>How a store in a SQLite file behaves. Immutable.</summary>
public sealed record SqliteJobStoreOptions
{
    /// <summary>How long jobs that have ended are kept.</summary>
    public JobRetention Retention { get; init; } = JobRetention.Default;

    /// <summary>
    /// How long a change waits for its turn while other processes write to the file, before it fails with an error that is transient;
    /// 1 s to 10 min, 30 s by default.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
