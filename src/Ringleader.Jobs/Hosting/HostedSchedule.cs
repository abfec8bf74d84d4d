namespace Ringleader.Jobs.Hosting;

/// <summary>A schedule to be saved when the host starts.</summary>
internal sealed record HostedSchedule(string Name, Schedule Schedule, object Job, MissedFires? Missed, JobOptions? Options);
