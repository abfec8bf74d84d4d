namespace Ringleader.Jobs.Storage;

/// <summary>What a sweep did.</summary>
/// <param name="Due">How many scheduled jobs are ready now.</param>
/// <param name="Rescued">How many jobs of dead workers are ready again.</param>
/// <param name="Pruned">How many were removed.</param>
/// <param name="NextDue">How long until the next scheduled job is due; null when there is none.</param>
public sealed record SweepReport(int Due, int Rescued, int Pruned, TimeSpan? NextDue);
