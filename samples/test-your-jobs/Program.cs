// How code that enqueues is tested: with a harness that runs jobs at once or when told, on a clock of its own.
using Ringleader.Jobs;
using Ringleader.Jobs.Testing;

// snippet: drain
var attempts = 0;
await using var jobs = new JobsTestHarness(registry => registry
    .AddHandler<SendInvoice>((_, _) => ++attempts < 3 ? throw new IOException("The printer is out of paper.") : Task.CompletedTask));

var invoice = await jobs.Client.EnqueueAsync(new SendInvoice(7));
await jobs.DrainAsync(); // the first attempt, which fails
var waiting = await jobs.Client.FindAsync(invoice.Id);
Console.WriteLine($"{waiting!.State}: {waiting.LastError!.Message}");

await jobs.AdvanceAsync(TimeSpan.FromMinutes(5)); // what becomes due on the way runs at its time
var done = await jobs.Client.FindAsync(invoice.Id);
Console.WriteLine($"{done!.State} after {done.Attempts} attempts");
// end snippet

// snippet: inline
await using var inline = JobsTestHarness.Inline(registry => registry.AddHandler<SendInvoice>((job, _) =>
    job.Number > 0 ? Task.CompletedTask : throw new ArgumentException($"There is no invoice {job.Number}.")));
try
{
    await inline.Client.EnqueueAsync(new SendInvoice(0)); // runs at once, and its exception reaches you
    return 1;
}
catch (ArgumentException error)
{
    Console.WriteLine(error.Message);
}
// end snippet
return done.State == JobState.Succeeded ? 0 : 1;

[Job("invoice.send")]
public sealed record SendInvoice(int Number);
