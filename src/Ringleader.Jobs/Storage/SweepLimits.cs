namespace Ringleader.Jobs.Storage;

/// <summary>How much one sweep does.</summary>
/// <param name="Count">How many jobs it moves or removes at most, of each sort; 1 to 100,000.</param>
/// <param name="MaxCrashes">
/// The number of crashes after which a job is not run again, see <see cref="CrashRules"/>. 0 for jobs that are never run again once their
/// worker has died.
/// </param>
public sealed record SweepLimits(int Count, int MaxCrashes);
