// Widgets built by jobs that say how far they are; whoever asks gets the result, from any process that opens the same store.
// A build that is broken off goes on where it was. Ruby: ask_result, and the progress that BackgrounDRb's workers kept in their cache.
using Ringleader.Jobs;
using Ringleader.Sqlite;

var file = Path.Combine(Path.GetTempPath(), $"build-widgets-{Environment.ProcessId}.db");

// snippet: handler
var registry = new JobRegistry().AddHandler<BuildWidgets, string>(async (job, context) =>
{
    var done = int.Parse(context.GetState("done") ?? "0"); // 0 unless an earlier attempt got further
    for (; done < job.Count; done++)
    {
        await Task.Delay(5, context.Stop); // bend the metal here
        context.Report((done + 1) / (double)job.Count, $"widget {done + 1} of {job.Count}");
        await context.SetStateAsync("done", $"{done + 1}");
        if (done == 2 && context.Attempt == 1)
        {
            throw new RetryLaterException(TimeSpan.FromMilliseconds(50), "The machine needs oil.");
        }
    }

    return $"{job.Count} widgets in {context.Attempt} attempts";
});
// end snippet

// snippet: open
await using var store = new SqliteJobStore(file);
await store.MigrateAsync(CancellationToken.None);
await using var worker = await JobWorker.StartAsync(store, registry);
var jobs = new JobClient(store, registry);
// end snippet

var receipt = await jobs.EnqueueAsync(new BuildWidgets(20));

// snippet: ask
var result = await jobs.AskResultAsync<string>(receipt.Id, TimeSpan.FromSeconds(20));
// end snippet
Console.WriteLine(result);

await worker.StopAsync();
return result == "20 widgets in 2 attempts" ? 0 : 1;

[Job("widgets.build")]
public sealed record BuildWidgets(int Count);
