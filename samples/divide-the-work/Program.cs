// A report in steps: three shops are counted side by side, then summed up, then mailed; and a batch that says when all of it is done.
using Ringleader.Jobs;
using Ringleader.Jobs.Testing;

var log = new List<string>();
await using var jobs = new JobsTestHarness(registry => registry
    .AddHandler<CountShop>((job, _) => { log.Add($"count {job.Shop}"); return Task.CompletedTask; })
    .AddHandler<SumUp>((_, _) => { log.Add("sum up"); return Task.CompletedTask; })
    .AddHandler<MailReport>((job, _) => { log.Add($"mail to {job.Address}"); return Task.CompletedTask; }));
var client = jobs.Client;

// snippet: workflow
var steps = await client.EnqueueWorkflowAsync(new JobWorkflow()
    .Add("vienna", new CountShop("Vienna"))
    .Add("graz", new CountShop("Graz"))
    .Add("linz", new CountShop("Linz"))
    .Add("sum", new SumUp(), after: ["vienna", "graz", "linz"])
    .Add("mail", new MailReport("boss@example.org"), after: ["sum"]));
// end snippet

// snippet: batch
var batch = await client.EnqueueBatchAsync(new JobBatch()
    .Add(new CountShop("Salzburg"))
    .Add(new CountShop("Bregenz"))
    .OnSucceeded(new MailReport("west@example.org")));
// end snippet

// snippet: limits
await client.SetLimitAsync(new JobLimit("queue:default", Running: 2)); // two at a time, over all nodes
await client.SetLimitAsync(new JobLimit("queue:mail", Starts: 100, Per: TimeSpan.FromMinutes(1)));
// end snippet

await jobs.DrainAsync();
Console.WriteLine(string.Join(", ", log));

// snippet: follow
var mailed = await client.FindAsync(steps["mail"]);
var ofBatch = await client.CountAsync(new JobFilter { BatchId = batch, States = [JobState.Succeeded] });
Console.WriteLine($"the report: {mailed!.State}; of the batch: {ofBatch} succeeded");
// end snippet
return log.IndexOf("sum up") > log.IndexOf("count Linz") && log.Contains("mail to west@example.org") ? 0 : 1;

[Job("shop.count")]
public sealed record CountShop(string Shop);

[Job("report.sum")]
public sealed record SumUp;

[Job("report.mail", Queue = "mail")]
public sealed record MailReport(string Address);
