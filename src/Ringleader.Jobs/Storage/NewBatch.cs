namespace Ringleader.Jobs.Storage;

/// <summary>Jobs that belong together, and what follows them.</summary>
/// <param name="Jobs">At least one.</param>
/// <param name="OnSucceeded">Enqueued when all have succeeded; null for nothing.</param>
/// <param name="OnEnded">Enqueued when all have ended, well or not; null for nothing.</param>
public sealed record NewBatch(IReadOnlyList<NewJob> Jobs, NewJob? OnSucceeded = null, NewJob? OnEnded = null);
