namespace Ringleader.Jobs.Storage;

/// <summary>How much one sweep does.</summary>
/// <param name="Count">How many jobs it moves or removes at most, of each sort; 1 to 100,000.</param>
/// <param name="MaxCrashes">How often a worker may die with a job in its hands and it is still tried again; the next time fails it. At least 1.</param>
public sealed record SweepLimits(int Count, int MaxCrashes);
