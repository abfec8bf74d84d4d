using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class LeaseConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private Task<WorkerLease> StartMortalAsync(string name = "mortal") => StartAsync(name, 10 * Minute);

    private async Task<ClaimedJob> ClaimAsync(WorkerLease lease) => Assert.Single(await Store.ClaimAsync(lease, new(1, []), None));

    private Task<WorkerBeat> BeatAsync(WorkerLease lease, params JobProgress[] progress) => Store.BeatAsync(lease, progress, None);

    [Fact]
    public async Task Lease_says_how_long_it_stands()
    {
        Assert.Equal(10 * Minute, (await StartMortalAsync()).Duration);
    }

    [Fact]
    public async Task Each_worker_has_a_number_of_its_own_whatever_its_name()
    {
        var first = await StartAsync("same");
        await Store.StopWorkerAsync(first, None);
        var second = await StartAsync("same");

        Assert.NotEqual(first.WorkerId, second.WorkerId);
    }

    [Fact]
    public async Task A_beat_finds_the_lease_standing()
    {
        var beat = await BeatAsync(await StartMortalAsync());

        Assert.True(beat.Stands);
        Assert.Empty(beat.Cancelled);
    }

    [Fact]
    public async Task A_worker_that_beats_keeps_its_job_for_any_time()
    {
        var id = await EnqueueAsync(New());
        var lease = await StartMortalAsync();
        var job = await ClaimAsync(lease);

        for (var round = 0; round < 5; round++)
        {
            await AdvanceAndSweepAsync(8 * Minute);
            Assert.True((await BeatAsync(lease)).Stands);
        }

        Assert.Equal((JobState.Running, job.Term), ((await FindAsync(id)).State, (await FindAsync(id)).Term));
        Assert.True(await FinishAsync(job));
    }

    [Fact]
    public async Task Jobs_of_a_silent_worker_are_ready_again_when_its_lease_has_ended_and_not_before()
    {
        var id = await EnqueueAsync(New());
        var lease = await StartMortalAsync();
        await ClaimAsync(lease);

        await AdvanceAndSweepAsync(8 * Minute);
        Assert.Equal(JobState.Running, await StateAsync(id));

        await AdvanceAsync(3 * Minute);
        Assert.Equal(1, (await SweepAsync()).Rescued);
        await AdvanceAndSweepAsync(10 * Second);
        Assert.Equal(JobState.Ready, await StateAsync(id));
    }

    [Fact]
    public async Task A_rescued_job_has_lost_no_attempt()
    {
        var id = await EnqueueAsync(New() with { MaxAttempts = 1 });
        await ClaimAsync(await StartMortalAsync());
        await RescueAsync();

        Assert.Equal((0, 1), ((await FindAsync(id)).Attempts, (await FindAsync(id)).Crashes));
        var again = await ClaimOneAsync();
        Assert.Equal((1, 1), (again.Attempt, again.Crashes));
    }

    [Fact]
    public async Task A_rescued_job_goes_ahead_of_others_alone()
    {
        var old = await EnqueueAsync(New());
        await ClaimAsync(await StartMortalAsync());
        var young = await EnqueueAsync(New());
        await RescueAsync();

        Assert.Equal([old.Value], await ClaimIdsAsync());
        Assert.Equal([young.Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task Only_jobs_of_the_dead_are_rescued()
    {
        var ids = await EnqueueAsync(New(), New());
        await ClaimAsync(await StartMortalAsync());
        await ClaimOneAsync();

        await RescueAsync();

        Assert.Equal([JobState.Ready, JobState.Running], [await StateAsync(ids[0]), await StateAsync(ids[1])]);
    }

    [Fact]
    public async Task A_late_finish_after_the_rescue_is_refused_and_changes_nothing()
    {
        var id = await EnqueueAsync(New());
        var job = await ClaimAsync(await StartMortalAsync());
        await RescueAsync();

        Assert.False(await FinishAsync(job));
        Assert.Equal(JobState.Ready, await StateAsync(id));
    }

    [Fact]
    public async Task A_late_finish_does_not_touch_the_next_holder()
    {
        var id = await EnqueueAsync(New());
        var dead = await StartMortalAsync();
        var late = await ClaimAsync(dead);
        await RescueAsync();
        var current = await ClaimOneAsync();

        Assert.False(Assert.Single(await Store.FinishAsync(dead, [new(late.Id, late.Term, JobOutcome.Succeeded)], None)));
        Assert.False(await Store.SetStateAsync(id, late.Term, "name", "value", None));
        Assert.Equal((JobState.Running, current.Term), ((await FindAsync(id)).State, (await FindAsync(id)).Term));
        Assert.True(await FinishAsync(current));
    }

    [Fact]
    public async Task Work_that_ends_between_the_end_of_the_lease_and_the_rescue_is_not_lost()
    {
        var id = await EnqueueAsync(New());
        var dead = await StartMortalAsync();
        var job = await ClaimAsync(dead);
        await AdvanceAsync(11 * Minute);

        Assert.True(Assert.Single(await Store.FinishAsync(dead, [new(job.Id, job.Term, JobOutcome.Succeeded)], None)));
        await SweepAsync();
        Assert.Equal((JobState.Succeeded, 0), ((await FindAsync(id)).State, (await FindAsync(id)).Crashes));
    }

    [Fact]
    public async Task A_lease_that_has_ended_never_stands_again()
    {
        var lease = await StartMortalAsync();
        await AdvanceAsync(11 * Minute);

        Assert.False((await BeatAsync(lease)).Stands);
        Assert.False((await BeatAsync(lease)).Stands);
        await SweepAsync();
        Assert.False((await BeatAsync(lease)).Stands);
    }

    [Fact]
    public async Task A_worker_whose_lease_has_ended_gets_nothing()
    {
        await EnqueueAsync(New());
        var lease = await StartMortalAsync();
        await AdvanceAsync(11 * Minute);

        Assert.Empty(await Store.ClaimAsync(lease, new(1, []), None));
    }

    [Fact]
    public async Task A_worker_that_nobody_knows_has_no_lease()
    {
        Assert.False((await BeatAsync(new(4711, Minute))).Stands);
    }

    [Fact]
    public async Task A_worker_that_stops_gives_back_what_it_holds_and_no_attempt_is_lost()
    {
        var ids = await EnqueueAsync(New(), New());
        var lease = await StartMortalAsync();
        var held = await Store.ClaimAsync(lease, new(2, []), None);

        await Store.StopWorkerAsync(lease, None);

        Assert.All(await Task.WhenAll(ids.Select(FindAsync)), job => Assert.Equal((JobState.Ready, 0, 0), (job.State, job.Attempts, job.Crashes)));
        Assert.False(await FinishAsync(held[0]));
        Assert.Equal(2, (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task A_stopped_worker_has_no_lease_and_gets_nothing()
    {
        await EnqueueAsync(New());
        var lease = await StartMortalAsync();
        await Store.StopWorkerAsync(lease, None);

        Assert.False((await BeatAsync(lease)).Stands);
        Assert.Empty(await Store.ClaimAsync(lease, new(1, []), None));
    }

    [Fact]
    public async Task Stopping_twice_does_no_harm()
    {
        var id = await EnqueueAsync(New());
        var lease = await StartMortalAsync();
        await ClaimAsync(lease);
        await Store.StopWorkerAsync(lease, None);
        await ClaimOneAsync();

        await Store.StopWorkerAsync(lease, None);
        await Store.StopWorkerAsync(new(4711, Minute), None);

        Assert.Equal(JobState.Running, await StateAsync(id));
    }

    [Fact]
    public async Task A_worker_gives_back_what_it_does_not_know_of()
    {
        var ids = await EnqueueAsync(New(), New(), New());
        var lease = await StartMortalAsync();
        var held = await Store.ClaimAsync(lease, new(3, []), None);

        Assert.Equal(2, await Store.ReleaseUnknownAsync(lease, [ids[1], new JobId(4711)], None));

        Assert.Equal([JobState.Ready, JobState.Running, JobState.Ready], await Task.WhenAll(ids.Select(StateAsync)));
        Assert.False(await FinishAsync(held[0]));
        Assert.True(await FinishAsync(held[1]));
        Assert.Equal(0, await Store.ReleaseUnknownAsync(lease, [], None));
    }

    [Fact]
    public async Task A_worker_gives_back_only_what_is_its_own()
    {
        var id = await EnqueueAsync(New());
        await ClaimOneAsync();

        Assert.Equal(0, await Store.ReleaseUnknownAsync(await StartMortalAsync(), [], None));
        Assert.Equal(JobState.Running, await StateAsync(id));
    }

    [Fact]
    public async Task A_job_that_kills_its_workers_is_failed_in_the_end()
    {
        var id = await EnqueueAsync(New());
        await ClaimAsync(await StartMortalAsync());
        await RescueAsync();
        await ClaimAsync(await StartMortalAsync("victim"));
        await AdvanceAsync(11 * Minute);
        await SweepAsync(maxCrashes: 2);

        var job = await FindAsync(id);
        Assert.Equal((JobState.Failed, 2, 0), (job.State, job.Crashes, job.Attempts));
        Assert.Equal(JobError.WorkerDied, job.LastError?.Type);
        Assert.Contains("'victim'", job.LastError?.Message, StringComparison.Ordinal);
        Assert.NotNull(job.EndedAt);
    }

    [Fact]
    public async Task A_called_off_job_of_a_dead_worker_is_cancelled()
    {
        var id = await EnqueueAsync(New());
        await ClaimAsync(await StartMortalAsync());
        await ApplyAsync(JobAction.Cancel, id);
        await RescueAsync();

        Assert.Equal(JobState.Cancelled, await StateAsync(id));
    }

    [Fact]
    public async Task A_called_off_job_of_a_worker_that_stops_is_cancelled()
    {
        var id = await EnqueueAsync(New());
        var lease = await StartMortalAsync();
        await ClaimAsync(lease);
        await ApplyAsync(JobAction.Cancel, id);
        await Store.StopWorkerAsync(lease, None);

        Assert.Equal(JobState.Cancelled, await StateAsync(id));
    }

    [Fact]
    public async Task A_sweep_rescues_at_most_as_many_as_it_may()
    {
        await EnqueueAsync(New(), New(), New(), New(), New());
        await Store.ClaimAsync(await StartMortalAsync(), new(5, []), None);
        await AdvanceAsync(11 * Minute);

        Assert.Equal(3, (await SweepAsync(count: 3)).Rescued);
        Assert.Equal(2, (await SweepAsync(count: 3)).Rescued);
        Assert.Equal(0, (await SweepAsync(count: 3)).Rescued);
        await AdvanceAndSweepAsync(10 * Second);
        Assert.Equal(5, await CountAsync(JobState.Ready));
    }

    [Fact]
    public async Task Sweeps_at_the_same_time_rescue_a_job_once()
    {
        var id = await EnqueueAsync(New());
        await ClaimAsync(await StartMortalAsync());
        await AdvanceAsync(11 * Minute);

        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SweepAsync())));

        Assert.Equal(1, reports.Sum(report => report.Rescued));
        Assert.Equal(1, (await FindAsync(id)).Crashes);
    }

    [Fact]
    public async Task State_outlives_the_worker()
    {
        await EnqueueAsync(New());
        var job = await ClaimAsync(await StartMortalAsync());
        await Store.SetStateAsync(job.Id, job.Term, "place", "page 7", None);
        await RescueAsync();

        Assert.Equal("page 7", (await ClaimOneAsync()).State["place"]);
    }

    [Fact]
    public async Task A_beat_says_how_far_jobs_are()
    {
        var ids = await EnqueueAsync(New(), New());
        var lease = await StartMortalAsync();
        var jobs = await Store.ClaimAsync(lease, new(2, []), None);

        await BeatAsync(lease, new JobProgress(ids[0], jobs[0].Term, 0.25, "reading"), new JobProgress(ids[1], jobs[1].Term, 1, null));

        Assert.Equal((0.25, "reading"), ((await FindAsync(ids[0])).Progress, (await FindAsync(ids[0])).Note));
        Assert.Equal(1, (await FindAsync(ids[1])).Progress);
    }

    [Fact]
    public async Task A_beat_without_a_note_keeps_the_last()
    {
        var id = await EnqueueAsync(New());
        var lease = await StartMortalAsync();
        var job = await ClaimAsync(lease);
        await BeatAsync(lease, new JobProgress(id, job.Term, 0.25, "reading"));

        await BeatAsync(lease, new JobProgress(id, job.Term, 0.5, null));

        Assert.Equal((0.5, "reading"), ((await FindAsync(id)).Progress, (await FindAsync(id)).Note));
    }

    [Fact]
    public async Task Progress_of_an_old_term_changes_nothing()
    {
        var id = await EnqueueAsync(New());
        var lease = await StartMortalAsync();
        var old = await ClaimAsync(lease);
        await FinishAsync(old, JobOutcome.Released);
        await ClaimOneAsync();

        Assert.True((await BeatAsync(lease, new JobProgress(id, old.Term, 0.5, "late"))).Stands);
        Assert.Null((await FindAsync(id)).Progress);
        Assert.Null((await FindAsync(id)).Note);
    }

    [Fact]
    public async Task Workers_are_listed_with_what_they_hold()
    {
        await EnqueueAsync(New(), New());
        var lease = await Store.StartWorkerAsync(new("host:a pid:1", ["mail", "default"], 7, 10 * Minute), None);
        await Store.ClaimAsync(lease, new(2, []), None);

        var worker = Assert.Single(await Store.GetWorkersAsync(None));

        Assert.Equal((lease.WorkerId, "host:a pid:1", 7, 2, true), (worker.WorkerId, worker.Name, worker.Slots, worker.Running, worker.IsAlive));
        Assert.Equal(["mail", "default"], worker.Queues);
        await AssertFromNowAsync(TimeSpan.Zero, worker.StartedAt);
        await AssertFromNowAsync(TimeSpan.Zero, worker.LastBeat);
    }

    [Fact]
    public async Task Workers_that_are_dead_or_stopped_are_not_alive()
    {
        var dead = await StartMortalAsync();
        var stopped = await StartAsync();
        var alive = await StartAsync();
        await Store.StopWorkerAsync(stopped, None);
        await RescueAsync();

        var workers = await Store.GetWorkersAsync(None);

        Assert.Equal(
            [(dead.WorkerId, WorkerState.Dead), (stopped.WorkerId, WorkerState.Stopped), (alive.WorkerId, WorkerState.Alive)],
            workers.Select(worker => (worker.WorkerId, worker.State)));
        Assert.Equal(alive.WorkerId, Assert.Single(workers, worker => worker.IsAlive).WorkerId);
    }

    [Fact]
    public async Task Workers_that_died_long_ago_are_forgotten()
    {
        await StartMortalAsync();
        await AdvanceAndSweepAsync(2 * Day);

        Assert.Empty(await Store.GetWorkersAsync(None));
    }
}
