// Jobs on a schedule: cron with a time zone, an interval, missed instants, and a run by hand. Each instant is fired once, over all nodes.
using Ringleader.Jobs;
using Ringleader.Jobs.Testing;

var digests = 0;
var sweeps = 0;
await using var jobs = new JobsTestHarness(registry => registry
    .AddHandler<SendDigest>((_, _) => Task.FromResult(++digests))
    .AddHandler<SweepFloor>((_, _) => Task.FromResult(++sweeps)));
var client = jobs.Client;

// snippet: schedule
await client.ScheduleAsync("digest", Schedule.Cron("0 7 * * MON-FRI", "Europe/Vienna"), new SendDigest(), MissedFires.RunOnce);
await client.ScheduleAsync("sweep", Schedule.Every(TimeSpan.FromHours(6)), new SweepFloor(), MissedFires.Skip);
// end snippet

// snippet: look
foreach (var schedule in await client.ListSchedulesAsync())
{
    Console.WriteLine($"{schedule.Name}: {schedule.Schedule}, next {schedule.Next:u}");
}
// end snippet

await jobs.AdvanceAsync(TimeSpan.FromDays(7));
Console.WriteLine($"in a week: {digests} digests, {sweeps} sweeps");

// snippet: by-hand
await client.RunNowAsync("digest");
await client.PauseScheduleAsync("sweep");
// end snippet
await jobs.DrainAsync();
Console.WriteLine($"with the one by hand: {digests} digests");
return digests == 6 && sweeps == 28 ? 0 : 1;

[Job("mail.digest")]
public sealed record SendDigest;

[Job("floor.sweep")]
public sealed record SweepFloor;
