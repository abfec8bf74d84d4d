using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class PauseConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private Task PauseAsync(string? queue = null, string? kind = null) => Store.SetPausedAsync(new(queue, kind), isPaused: true, None);

    private Task ResumeAsync(string? queue = null, string? kind = null) => Store.SetPausedAsync(new(queue, kind), isPaused: false, None);

    [Fact]
    public async Task Jobs_of_a_paused_queue_are_not_handed_out()
    {
        await EnqueueAsync(New() with { Queue = "a", Priority = 9 }, New() with { Queue = "b" });
        await PauseAsync("a");

        Assert.Equal(["b"], (await ClaimAsync()).Select(job => job.Queue));
        Assert.Empty(await ClaimIdsAsync(10, "a"));
    }

    [Fact]
    public async Task Jobs_of_a_paused_kind_are_not_handed_out_from_any_queue()
    {
        await EnqueueAsync(New("bad") with { Priority = 9 }, New("good"), New("bad") with { Queue = "other" });
        await PauseAsync(kind: "bad");

        Assert.Equal(["good"], (await ClaimAsync()).Select(job => job.Kind));
    }

    [Fact]
    public async Task Jobs_that_come_while_a_kind_is_paused_are_held_back_too()
    {
        await PauseAsync(kind: "bad");
        await EnqueueAsync(New("bad"), New("good"), New("bad"));

        Assert.Equal(["good"], (await ClaimAsync()).Select(job => job.Kind));
    }

    [Fact]
    public async Task Resumed_jobs_go_in_their_old_order()
    {
        var ids = await EnqueueAsync(New("bad"), New("good"), New("bad") with { Priority = 1 }, New("good"));
        await PauseAsync(kind: "bad");
        Assert.Equal([ids[1].Value], await ClaimIdsAsync(1));

        await ResumeAsync(kind: "bad");

        Assert.Equal([ids[2].Value, ids[0].Value, ids[3].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_resumed_queue_goes_on()
    {
        await EnqueueAsync(New());
        await PauseAsync(JobDefaults.Queue);
        Assert.Empty(await ClaimAsync());

        await ResumeAsync(JobDefaults.Queue);

        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task Pausing_twice_is_resumed_once()
    {
        await EnqueueAsync(New());
        await PauseAsync(JobDefaults.Queue);
        await PauseAsync(JobDefaults.Queue);
        await ResumeAsync(JobDefaults.Queue);
        await ResumeAsync(JobDefaults.Queue);

        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task Queue_and_kind_are_paused_apart()
    {
        await EnqueueAsync(New());
        await PauseAsync(JobDefaults.Queue);
        await PauseAsync(kind: "work");

        await ResumeAsync(JobDefaults.Queue);
        Assert.Empty(await ClaimAsync());

        await ResumeAsync(kind: "work");
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task What_runs_runs_on()
    {
        await EnqueueAsync(New());
        var job = await ClaimOneAsync();
        await PauseAsync(JobDefaults.Queue);
        await PauseAsync(kind: "work");

        Assert.True((await Store.BeatAsync(await WorkerAsync(), [], None)).Stands);
        Assert.True(await FinishAsync(job));
    }

    [Fact]
    public async Task Held_back_jobs_are_ready_and_can_be_cancelled_and_discarded()
    {
        var ids = await EnqueueAsync(New("bad"), New("bad"), New("bad"));
        await PauseAsync(kind: "bad");
        Assert.Empty(await ClaimAsync());
        Assert.Equal(3, await CountAsync(JobState.Ready));

        await ApplyAsync(JobAction.Cancel, ids[0]);
        await ApplyAsync(JobAction.Discard, ids[1]);
        await ResumeAsync(kind: "bad");

        Assert.Equal([ids[2].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task Scheduled_jobs_of_a_paused_queue_become_ready_but_are_not_handed_out()
    {
        var id = await EnqueueAsync(New() with { Delay = Minute });
        await PauseAsync(JobDefaults.Queue);
        await AdvanceAndSweepAsync(2 * Minute);

        Assert.Equal(JobState.Ready, await StateAsync(id));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Pauses_are_listed()
    {
        await PauseAsync(kind: "b");
        await PauseAsync(kind: "a");
        await PauseAsync("q");
        await PauseAsync("p");
        await ResumeAsync("p");
        await Store.SaveScheduleAsync(new("digest", "@daily", New(), "skip"), None);
        await Store.SetPausedAsync(new(Schedule: "digest"), isPaused: true, None);

        Assert.Equal([new(Queue: "q"), new(Kind: "a"), new(Kind: "b"), new(Schedule: "digest")], await Store.ListPausesAsync(None));
    }

    [Fact]
    public async Task A_pause_is_for_exactly_one_thing()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => PauseAsync());
        await Assert.ThrowsAnyAsync<ArgumentException>(() => PauseAsync("queue", "kind"));
        Assert.Empty(await Store.ListPausesAsync(None));
    }
}
