// A worker process that kills itself, as by SIGKILL, at a point that is named to it. It writes a line to its journal when an attempt begins
// and when it ends. Arguments: the store, the journal, the point or "-", the time it is reached that is the last, the limit of crashes, the seconds of its lease.
using System.Diagnostics;
using System.Globalization;
using Ringleader.Conformance.Jobs.Faults;
using Ringleader.Jobs;
using Ringleader.Jobs.Peer;
using Ringleader.Jobs.Storage;
using Ringleader.PostgreSql;
using Ringleader.Sqlite;

var doom = new Doom(args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
using var journal = new WorkJournal(args[1]);
await using IJobStore store = args[0].StartsWith("sqlite:", StringComparison.Ordinal)
    ? new SqliteJobStore(args[0]["sqlite:".Length..])
    : new PostgreSqlJobStore(args[0]);

var registry = new JobRegistry().AddHandler<DangerousJob>(async (job, context) =>
{
    journal.Begin(context.Id, context.Term);
    try
    {
        doom.Reach("handler:begin");
        if (job.KillsWorker)
        {
            await Task.Delay(job.Milliseconds); // Others begin meanwhile.
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }

        await context.SetStateAsync("seen", "yes", context.Stop);
        await Task.Delay(job.Milliseconds, context.Stop);
        doom.Reach("handler:end");
    }
    finally
    {
        journal.End(context.Id, context.Term); // also when it was told to stop
    }

    if (job.FailsOnce && context.Attempt == 1)
    {
        throw new RetryLaterException(TimeSpan.FromMilliseconds(100), "The first attempt fails.");
    }
});
var options = new JobWorkerOptions { Slots = 4, Lease = TimeSpan.FromSeconds(int.Parse(args[5], CultureInfo.InvariantCulture)), MaxCrashes = int.Parse(args[4], CultureInfo.InvariantCulture) };
await using var worker = await JobWorker.StartAsync(new DoomedJobStore(store, doom), registry, options);
await Console.In.ReadToEndAsync(); // the test ends us by closing our input
await worker.StopAsync();
