namespace Ringleader.Jobs.Scheduling;

/// <summary>What a look at the schedules did.</summary>
/// <param name="Fired">How many jobs it enqueued.</param>
/// <param name="NextDue">How long until the next schedule is due; null when none is.</param>
internal readonly record struct FireReport(int Fired, TimeSpan? NextDue);
