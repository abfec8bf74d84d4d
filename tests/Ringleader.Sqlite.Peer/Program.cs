using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite;

// A process for tests to kill, on the file of its second argument. Without being killed it ends with its standard input.
//   enqueue  says the number of each job as soon as it is enqueued
//   work     says the number of each job as soon as its success is recorded
//   hold     takes ten jobs, says "holding", and neither beats nor finishes
await using var store = new SqliteJobStore(args[1]);
await store.MigrateAsync(default);
using var ending = new CancellationTokenSource();
var end = Task.Run(() =>
{
    Console.In.ReadToEnd();
    ending.Cancel();
});
var lease = await store.StartWorkerAsync(new($"pid:{Environment.ProcessId}", [], 10, TimeSpan.FromSeconds(1)), default);
await (args[0] switch
{
    "enqueue" => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EnqueueAsync())),
    "work" => WorkAsync(),
    _ => HoldAsync(),
});
await end;

async Task EnqueueAsync()
{
    while (!ending.IsCancellationRequested)
    {
        var receipts = await store.EnqueueAsync([new() { Kind = "work", Arguments = "{}"u8.ToArray(), Token = Guid.CreateVersion7() }], default);
        Say(receipts[0].Id);
    }
}

async Task WorkAsync()
{
    while (!ending.IsCancellationRequested)
    {
        if (!(await store.BeatAsync(lease, [], default)).Stands)
        {
            lease = await store.StartWorkerAsync(new($"pid:{Environment.ProcessId}", [], 10, TimeSpan.FromSeconds(1)), default);
        }

        await store.SweepAsync(new(1000, MaxCrashes: 100), default);
        var jobs = await store.ClaimAsync(lease, new(5, []), default);
        var recorded = await store.FinishAsync(lease, [.. jobs.Select(job => new JobFinish(job.Id, job.Term, JobOutcome.Succeeded))], default);
        for (var place = 0; place < jobs.Count; place++)
        {
            if (recorded[place])
            {
                Say(jobs[place].Id);
            }
        }

        if (jobs.Count == 0)
        {
            await store.WaitForWorkAsync(new(5, []), TimeSpan.FromMilliseconds(200), default);
        }
    }
}

async Task HoldAsync()
{
    await store.ClaimAsync(lease, new(10, []), default);
    Console.WriteLine("holding");
}

static void Say(JobId id)
{
    lock (Console.Out)
    {
        Console.WriteLine(id.Value);
    }
}
