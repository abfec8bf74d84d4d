using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

/// <summary>How the suite comes by stores of one sort. One backend serves one test.</summary>
public abstract class JobStoreBackend : IAsyncDisposable
{
    /// <summary>A new, empty, migrated store.</summary>
    public abstract Task<IJobStore> OpenAsync(JobRetention retention);

    /// <summary>
    /// Moves the clock of the stores forward, without waiting: a fake <see cref="TimeProvider"/> in memory, an offset to the database's
    /// clock elsewhere. That the clock goes on by itself meanwhile does no harm.
    /// </summary>
    public abstract Task AdvanceAsync(TimeSpan time);

    /// <summary>Disposes the stores and what they were made of.</summary>
    public abstract ValueTask DisposeAsync();
}
