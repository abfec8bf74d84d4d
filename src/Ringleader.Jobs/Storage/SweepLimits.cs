namespace Ringleader.Jobs.Storage;

/// <summary>How much one sweep does, and what it keeps.</summary>
/// <param name="Count">How many jobs it moves or removes at most, of each sort; 1 to 100,000.</param>
/// <param name="KeepSucceeded">How long succeeded jobs are kept; zero keeps none from the beginning.</param>
/// <param name="KeepCancelled">How long cancelled jobs are kept.</param>
/// <param name="MaxCrashes">How often a worker may die with a job in its hands before the job is failed; at least 1.</param>
public sealed record SweepLimits(int Count, TimeSpan KeepSucceeded, TimeSpan KeepCancelled, int MaxCrashes);
