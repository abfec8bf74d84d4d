using System.Text;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using static Ringleader.Conformance.Jobs.Faults.Insistence;

namespace Ringleader.Conformance.Jobs.Faults;

/// <summary>
/// One fixed story that goes through every call of the contract that changes something. Each call is made again until an answer comes; so
/// however often the store is cut off, and wherever, the story ends the same.
/// </summary>
/// <param name="backend">Moves the clock.</param>
/// <param name="store">The store that may be cut off.</param>
public sealed class ScriptedLife(JobStoreBackend backend, IJobStore store)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>Tells the story, and checks how it ended.</summary>
    /// <param name="sound">The same jobs, through a store that is not cut off.</param>
    public async Task RunAsync(IJobStore sound)
    {
        await InsistAsync(() => store.MigrateAsync(CancellationToken.None));
        await InsistAsync(() => store.SetLimitAsync(new JobLimit("key:tenant", Running: 1), CancellationToken.None));
        await InsistAsync(() => store.SetLimitAsync(new JobLimit("queue:slow", Running: 5), CancellationToken.None));

        var plain = await EnqueueAsync(Job("plain"));
        var rich = await EnqueueAsync(
            Job("first of group") with { Group = "g" },
            Job("second of group") with { Group = "g" },
            Job("limited one") with { LimitKey = "tenant" },
            Job("limited two") with { LimitKey = "tenant" },
            Job("unique") with { Unique = new UniqueKey("u") },
            Job("unique again") with { Unique = new UniqueKey("u") },
            Job("later") with { Delay = TimeSpan.FromMinutes(10) },
            Job("child") with { AfterPlaces = [0, 4] },
            Job("slow") with { Queue = "slow" },
            Job("to cancel") with { Delay = TimeSpan.FromHours(9) },
            Job("to discard") with { Delay = TimeSpan.FromHours(9) });
        Assert.True(rich[5].IsDuplicate);
        Assert.Equal(rich[4].Id, rich[5].Id);
        var many = await EnqueueAsync([.. Enumerable.Range(0, 150).Select(number => Job($"many {number}"))]);
        var batchToken = Guid.NewGuid();
        var batch = await InsistAsync(() => store.EnqueueBatchAsync(
            new NewBatch([Job("of batch"), Job("of batch too")], OnSucceeded: Job("batch done"), Token: batchToken), CancellationToken.None));

        var dying = await StartWorkerAsync("dies");
        var abandoned = await ClaimAsync(dying, [], 2);
        Assert.Equal(2, abandoned.Count);
        await backend.AdvanceAsync(Lease + TimeSpan.FromSeconds(1));
        await SweepAsync();

        var worker = await StartWorkerAsync("works");
        await InsistAsync(() => store.SetPausedAsync(new PauseTarget(Queue: "slow"), isPaused: true, CancellationToken.None));
        await InsistAsync(() => store.ApplyAsync(JobAction.Cancel, new JobFilter { Ids = [rich[9].Id] }, CancellationToken.None));
        await InsistAsync(() => store.ApplyAsync(JobAction.Discard, new JobFilter { Ids = [rich[10].Id] }, CancellationToken.None));

        var held = await ClaimAsync(worker, [], 3);
        var (retried, failed, released) = (held[0], held[1], held[2]);
        await InsistAsync(() => store.SetStateAsync(retried.Id, retried.Term, "page", "7", CancellationToken.None));
        await InsistAsync(() => store.BeatAsync(worker, [new JobProgress(retried.Id, retried.Term, 0.5, "half")], CancellationToken.None));
        var error = new JobError("Broken", "It broke.", "at Here", default);
        await InsistAsync(() => store.FinishAsync(
            worker,
            [
                new JobFinish(retried.Id, retried.Term, JobOutcome.Retry, RetryAfter: TimeSpan.FromMinutes(1), Error: error),
                new JobFinish(failed.Id, failed.Term, JobOutcome.Failed, Error: error),
                new JobFinish(released.Id, released.Term, JobOutcome.Released),
            ],
            CancellationToken.None));
        Assert.Equal(JobState.Failed, (await sound.FindAsync(failed.Id, CancellationToken.None))!.State);
        await InsistAsync(() => store.ApplyAsync(JobAction.Retry, new JobFilter { Ids = [failed.Id] }, CancellationToken.None));
        await InsistAsync(() => store.SetPausedAsync(new PauseTarget(Queue: "slow"), isPaused: false, CancellationToken.None));
        await InsistAsync(() => store.StopWorkerAsync(worker, CancellationToken.None));

        await InsistAsync(() => store.SaveScheduleAsync(new StoredSchedule("s", "* * * * *", Job("fired"), "skip"), CancellationToken.None));
        await backend.AdvanceAsync(TimeSpan.FromMinutes(15));
        var instant = (await sound.GetTimeAsync(CancellationToken.None)) - TimeSpan.FromMinutes(1);
        await InsistAsync(() => store.FireAsync("s", instant, Job("fired"), CancellationToken.None));
        Assert.Null(await InsistAsync(() => store.FireAsync("s", instant, Job("fired"), CancellationToken.None)));
        await InsistAsync(() => store.RemoveScheduleAsync("s", CancellationToken.None));

        await DrainAsync(sound);

        foreach (var id in (JobId[])[plain[0].Id, .. rich.Take(9).Select(receipt => receipt.Id), .. many.Select(receipt => receipt.Id)])
        {
            Assert.Equal(JobState.Succeeded, (await sound.FindAsync(id, CancellationToken.None))?.State);
        }

        Assert.Equal(JobState.Cancelled, (await sound.FindAsync(rich[9].Id, CancellationToken.None))?.State);
        Assert.Null(await sound.FindAsync(rich[10].Id, CancellationToken.None));
        Assert.Equal(2, await sound.CountAsync(new JobFilter { BatchId = batch, States = [JobState.Succeeded] }, CancellationToken.None));
        foreach (var (tag, count) in ((string, int)[])[("plain", 1), ("first of group", 1), ("many 0", 1), ("many 149", 1), ("of batch", 1), ("batch done", 1), ("fired", 1)])
        {
            Assert.Equal((tag, count), (tag, (int)await sound.CountAsync(new JobFilter { Tags = [tag] }, CancellationToken.None)));
        }
    }

    private static NewJob Job(string tag) => new() { Kind = "story", Arguments = Encoding.UTF8.GetBytes("{}"), Tags = [tag], Token = Guid.NewGuid() };

    private Task<IReadOnlyList<JobReceipt>> EnqueueAsync(params NewJob[] jobs) => InsistAsync(() => store.EnqueueAsync(jobs, CancellationToken.None));

    private Task<WorkerLease> StartWorkerAsync(string name) =>
        InsistAsync(() => store.StartWorkerAsync(new WorkerDescription(name, [], 10, Lease), CancellationToken.None));

    private Task<SweepReport> SweepAsync() => InsistAsync(() => store.SweepAsync(new SweepLimits(1000, MaxCrashes: 1000), CancellationToken.None));

    private async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(WorkerLease lease, IReadOnlyList<JobId> known, int count)
    {
        while (true)
        {
            try
            {
                return await store.ClaimAsync(lease, new JobClaim(count, []), CancellationToken.None);
            }
            catch (Exception error) when (IsTransient(error))
            {
                await InsistAsync(() => store.ReleaseUnknownAsync(lease, known, CancellationToken.None));
            }
        }
    }

    private async Task DrainAsync(IJobStore sound)
    {
        var unended = new JobFilter { States = [JobState.Waiting, JobState.Scheduled, JobState.Ready, JobState.Running, JobState.RetryScheduled] };
        for (var round = 0; round < 100 && await sound.CountAsync(unended, CancellationToken.None) > 0; round++)
        {
            await backend.AdvanceAsync(TimeSpan.FromMinutes(1));
            await SweepAsync();
            var worker = await StartWorkerAsync("drains");
            while (await ClaimAsync(worker, [], 100) is { Count: > 0 } jobs)
            {
                await InsistAsync(() => store.FinishAsync(
                    worker, [.. jobs.Select(job => new JobFinish(job.Id, job.Term, JobOutcome.Succeeded))], CancellationToken.None));
            }

            await InsistAsync(() => store.StopWorkerAsync(worker, CancellationToken.None));
        }

        Assert.Equal(0, await sound.CountAsync(unended, CancellationToken.None));
    }
}
