namespace Ringleader.Jobs;

/// <summary>A store of jobs could not do what it was asked for.</summary>
/// <param name="message">Which store, what was tried and why it failed.</param>
/// <param name="isTransient">Whether the same may succeed if it is tried again later.</param>
/// <param name="innerException">The cause where there is one.</param>
public sealed class JobStoreException(string message, bool isTransient, Exception? innerException = null) : JobException(message, innerException)
{
    /// <inheritdoc/>
    public override bool IsTransient { get; } = isTransient;

    /// <summary>True when the store has no tables yet, or old ones: <see cref="Storage.IJobStore.MigrateAsync"/> is what helps.</summary>
    public bool NeedsMigration { get; init; }
}
