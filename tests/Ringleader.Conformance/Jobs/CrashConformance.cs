using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

/// <summary>What the death of a worker means for the jobs that it held, see <see cref="CrashRules"/>.</summary>
public abstract class CrashConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private static readonly JobClaim Busy = new(100, [], IsBusy: true);

    [Fact]
    public async Task A_limit_of_one_crash_never_runs_a_job_again_after_a_crash()
    {
        var id = await EnqueueAsync(New());
        await DieWithAsync(maxCrashes: 1);

        Assert.Equal((JobState.Failed, 1, 0), await LifeOfAsync(id));
        Assert.Equal(JobError.WorkerDied, (await FindAsync(id)).LastError?.Type);
    }

    [Fact]
    public async Task A_limit_of_three_crashes_fails_a_job_at_its_third()
    {
        var id = await EnqueueAsync(New());
        for (var crash = 1; crash <= 2; crash++)
        {
            await DieWithAsync(maxCrashes: 3);
            Assert.Equal((JobState.Scheduled, crash, 0), await LifeOfAsync(id));
            await AdvanceAndSweepAsync(Minute);
        }

        await DieWithAsync(maxCrashes: 3);
        Assert.Equal((JobState.Failed, 3, 0), await LifeOfAsync(id));
    }

    [Fact]
    public async Task A_limit_of_no_crash_runs_no_job_again_that_a_dead_worker_held()
    {
        var ids = await EnqueueAsync(New(), New(), New());
        await DieWithAsync(maxCrashes: 0, count: 2);

        Assert.Equal((JobState.Failed, 1, 0), await LifeOfAsync(ids[0]));
        Assert.Equal((JobState.Failed, 1, 0), await LifeOfAsync(ids[1]));
        Assert.Equal((JobState.Ready, 0, 0), await LifeOfAsync(ids[2]));
    }

    [Fact]
    public async Task Jobs_that_a_worker_held_together_are_not_charged_with_its_death()
    {
        var ids = await EnqueueAsync(New(), New(), New());
        await DieWithAsync(maxCrashes: 1, count: 3);
        await AdvanceAndSweepAsync(Minute);

        foreach (var id in ids)
        {
            Assert.Equal((JobState.Ready, 0, 0), await LifeOfAsync(id));
        }
    }

    [Fact]
    public async Task Jobs_of_a_death_that_are_taken_back_one_by_one_are_not_charged_either()
    {
        var ids = await EnqueueAsync(New(), New(), New());
        await Store.ClaimAsync(await StartAsync("mortal", Minute), new(3, []), None);
        await AdvanceAsync(2 * Minute);
        for (var sweep = 0; sweep < 3; sweep++)
        {
            Assert.Equal(1, (await SweepAsync(count: 1, maxCrashes: 1)).Rescued);
        }

        foreach (var id in ids)
        {
            Assert.Equal((JobState.Scheduled, 0, 0), await LifeOfAsync(id));
        }
    }

    [Fact]
    public async Task Suspects_are_handed_out_one_by_one_and_only_to_workers_that_hold_nothing()
    {
        var ids = await EnqueueAsync(New(), New(), New());
        await DieWithAsync(count: 3);
        await AdvanceAndSweepAsync(Minute);
        var innocent = await EnqueueAsync(New() with { Priority = 9 });

        Assert.Equal([innocent], (await ClaimAsync(Busy)).Select(job => job.Id));
        Assert.Empty(await ClaimAsync(Busy));
        foreach (var id in ids)
        {
            var job = Assert.Single(await ClaimAsync());
            Assert.Equal((id, true, 1), (job.Id, job.IsSuspect, job.Attempt));
            Assert.True(await FinishAsync(job));
        }

        Assert.Equal(4, await CountAsync(JobState.Succeeded, JobState.Running));
    }

    [Fact]
    public async Task A_suspect_that_crashes_alone_is_charged_with_the_death_that_made_it_suspect_too()
    {
        var ids = await EnqueueAsync(New(), New());
        await DieWithAsync(maxCrashes: 2, count: 2);
        await AdvanceAndSweepAsync(Minute);
        await DieWithAsync(maxCrashes: 2, count: 2);

        Assert.Equal((JobState.Failed, 2, 0), await LifeOfAsync(ids[0]));
        Assert.Equal((JobState.Ready, 0, 0), await LifeOfAsync(ids[1]));
    }

    [Fact]
    public async Task A_suspect_waits_longer_after_each_crash()
    {
        var id = await EnqueueAsync(New());
        await DieWithAsync(maxCrashes: 9);
        await AssertFromNowAsync(2 * Second, (await FindAsync(id)).RunAt);
        await AdvanceAndSweepAsync(Minute);
        for (var crash = 2; crash <= 8; crash++)
        {
            await DieWithAsync(maxCrashes: 9);
            await AdvanceAndSweepAsync(5 * Minute);
        }

        Assert.Equal((JobState.Ready, 8, 0), await LifeOfAsync(id));
        Assert.Equal((TimeSpan.FromSeconds(8), TimeSpan.FromMinutes(5)), (CrashRules.WaitAfter(3), CrashRules.WaitAfter(1000)));
    }

    [Fact]
    public async Task A_suspect_whose_attempt_fails_while_its_worker_lives_runs_beside_others_again()
    {
        await EnqueueAsync(New(), New());
        await DieWithAsync(count: 2);
        await AdvanceAndSweepAsync(Minute);
        await RetryLaterAsync(await ClaimOneAsync(), Minute);
        await AdvanceAndSweepAsync(2 * Minute);

        var job = Assert.Single(await ClaimAsync(Busy));
        Assert.Equal((false, 2), (job.IsSuspect, job.Attempt));
    }

    [Fact]
    public async Task A_suspect_that_its_worker_gives_back_stays_a_suspect()
    {
        await EnqueueAsync(New(), New());
        await DieWithAsync(count: 2);
        await AdvanceAndSweepAsync(Minute);
        await FinishAsync(await ClaimOneAsync(), JobOutcome.Released);

        Assert.Empty(await ClaimAsync(Busy));
    }

    [Fact]
    public async Task A_retry_by_hand_forgives_crashes_and_suspicion()
    {
        var id = await EnqueueAsync(New());
        await DieWithAsync(maxCrashes: 1);

        Assert.Equal(1, await ApplyAsync(JobAction.Retry, id));
        Assert.Equal((JobState.Ready, 0, 0), await LifeOfAsync(id));
        Assert.False(Assert.Single(await ClaimAsync(Busy)).IsSuspect);
    }

    [Fact]
    public async Task A_busy_worker_hears_of_a_suspect_that_has_waited_for_longer_than_a_lease()
    {
        await EnqueueAsync(New() with { Queue = "q" }, New() with { Queue = "q" });
        var busy = await StartAsync("busy", 2 * Minute);
        var other = await Store.StartWorkerAsync(new("other", ["elsewhere"], 1, 2 * Minute), None);
        await DieWithAsync(count: 2, lease: Second);
        await AdvanceAndSweepAsync(10 * Second);
        Assert.False((await Store.BeatAsync(busy, [], None)).SuspectWaits);
        await AdvanceAsync(Minute);
        await Store.BeatAsync(busy, [], None);
        await Store.BeatAsync(other, [], None);
        await AdvanceAsync(Minute + (30 * Second));

        Assert.True((await Store.BeatAsync(busy, [], None)).SuspectWaits);
        Assert.False((await Store.BeatAsync(other, [], None)).SuspectWaits);
        await Store.SetPausedAsync(new(Queue: "q"), true, None);
        Assert.False((await Store.BeatAsync(busy, [], None)).SuspectWaits);
    }

    [Fact]
    public async Task A_job_that_a_stopped_worker_held_has_not_crashed_it()
    {
        var id = await EnqueueAsync(New());
        var lease = await StartAsync("orderly", Minute);
        Assert.Single(await Store.ClaimAsync(lease, new(1, []), None));
        await Store.StopWorkerAsync(lease, None);
        await AdvanceAsync(2 * Minute);
        await SweepAsync(maxCrashes: 0);

        Assert.Equal((JobState.Ready, 0, 0), await LifeOfAsync(id));
    }

    [Fact]
    public async Task A_suspect_obeys_the_limits_and_pauses_of_others()
    {
        await EnqueueAsync(New() with { Queue = "q" }, New() with { Queue = "q" });
        await DieWithAsync(count: 2);
        await AdvanceAndSweepAsync(Minute);

        await Store.SetPausedAsync(new(Queue: "q"), true, None);
        Assert.Empty(await ClaimAsync());
        await Store.SetPausedAsync(new(Queue: "q"), false, None);
        await Store.SetLimitAsync(new("queue:q") { Running = 1 }, None);
        Assert.Single(await ClaimAsync());
        Assert.Empty(await ClaimAsync());
    }

    /// <summary>A worker claims and dies, and what it held is taken back.</summary>
    private async Task DieWithAsync(int maxCrashes = 3, int count = 1, TimeSpan? lease = null)
    {
        var mortal = await StartAsync("mortal", lease ?? Minute);
        Assert.NotEmpty(await Store.ClaimAsync(mortal, new(count, []), None));
        await AdvanceAsync((lease ?? Minute) + Second);
        Assert.NotEqual(0, (await SweepAsync(maxCrashes: maxCrashes)).Rescued);
    }

    private async Task<(JobState State, int Crashes, int Attempts)> LifeOfAsync(JobId id)
    {
        var job = await FindAsync(id);
        return (job.State, job.Crashes, job.Attempts);
    }
}
