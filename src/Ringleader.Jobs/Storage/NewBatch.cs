namespace Ringleader.Jobs.Storage;

/// <summary>Jobs that belong together, and what follows them.</summary>
/// <param name="Jobs">At least one.</param>
/// <param name="OnSucceeded">Enqueued once, when all have succeeded, if need be after a retry by hand; null for nothing.</param>
/// <param name="OnEnded">Enqueued once, when all have ended, well or not; null for nothing.</param>
/// <param name="Token">Makes enqueuing it again give the number of the first time; as <see cref="NewJob.Token"/>.</param>
public sealed record NewBatch(IReadOnlyList<NewJob> Jobs, NewJob? OnSucceeded = null, NewJob? OnEnded = null, Guid? Token = null);
