// A monthly payment that enqueues itself again: each job ends by making the next one of its subscriber.
// The clock is a fake one, so three months pass at once; this is also how such a job is tested.
using Ringleader.Jobs;
using Ringleader.Jobs.Testing;

var ledger = new List<string>();

// snippet: handler
var charge = async (ChargeMonth job, JobContext context) =>
{
    var next = job with { Month = job.Month.AddMonths(1) };
    await context.Jobs.EnqueueAsync(next, new JobOptions
    {
        RunAt = new DateTimeOffset(next.Month, TimeOnly.MinValue, TimeSpan.Zero),
        Unique = new UniqueKey($"{next.Subscriber} {next.Month:yyyy-MM}"), // if this job is tried again, the next is not enqueued twice
    });
    ledger.Add($"{job.Month:yyyy-MM}: {job.Subscriber} pays {job.Amount}");
};
// end snippet

// snippet: harness
await using var jobs = new JobsTestHarness(registry => registry.AddHandler(charge));
var today = DateOnly.FromDateTime(jobs.Clock.GetUtcNow().UtcDateTime);
await jobs.Client.EnqueueAsync(new ChargeMonth("ada", 12, today));
await jobs.DrainAsync(); // runs what is ready, in this thread
await jobs.AdvanceAsync(TimeSpan.FromDays(62)); // runs what becomes due on the way, each at its time
// end snippet

foreach (var line in ledger)
{
    Console.WriteLine(line);
}

return ledger.Count == 3 ? 0 : 1;

[Job("billing.charge-month")]
public sealed record ChargeMonth(string Subscriber, int Amount, DateOnly Month);
