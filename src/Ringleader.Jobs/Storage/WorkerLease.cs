namespace Ringleader.Jobs.Storage;

/// <summary>A worker's right to hold jobs.</summary>
/// <param name="WorkerId">Unique in the store, never used again.</param>
/// <param name="Duration">How long it stands after each beat.</param>
public sealed record WorkerLease(long WorkerId, TimeSpan Duration);
