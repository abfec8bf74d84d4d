using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class ScheduleConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private static StoredSchedule Schedule(string name = "digest", string text = "0 7 * * *") => new(name, text, New(), "run-once");

    private Task SaveAsync(StoredSchedule schedule) => Store.SaveScheduleAsync(schedule, None);

    private async Task<StoredSchedule> LoadAsync(string name = "digest") => (await Store.ListSchedulesAsync(None)).Single(schedule => schedule.Name == name);

    private Task<JobReceipt?> FireAsync(DateTimeOffset instant, string name = "digest") => Store.FireAsync(name, instant, New(), None);

    [Fact]
    public async Task A_schedule_is_kept_as_it_was_given()
    {
        await SaveAsync(Schedule() with { Job = New("digest.send") with { Queue = "mail", Arguments = Json("[7]"), Tags = ["daily"], Unique = new("key") } });

        var schedule = await LoadAsync();
        Assert.Equal(("0 7 * * *", "run-once", false), (schedule.Text, schedule.Missed, schedule.IsPaused));
        Assert.Equal(("digest.send", "mail", "[7]"), (schedule.Job.Kind, schedule.Job.Queue, System.Text.Encoding.UTF8.GetString(schedule.Job.Arguments.Span)));
        Assert.Equal(["daily"], schedule.Job.Tags);
        Assert.Equal(new UniqueKey("key"), schedule.Job.Unique);
        Assert.Null(schedule.LastInstant);
        await AssertFromNowAsync(TimeSpan.Zero, schedule.SavedAt);
    }

    [Fact]
    public async Task Schedules_are_listed_by_name()
    {
        await SaveAsync(Schedule("b"));
        await SaveAsync(Schedule("a"));
        await SaveAsync(Schedule("C"));

        Assert.Equal(["C", "a", "b"], (await Store.ListSchedulesAsync(None)).Select(schedule => schedule.Name));
    }

    [Fact]
    public async Task Saving_again_changes_the_schedule_of_the_name()
    {
        await SaveAsync(Schedule());
        await SaveAsync(Schedule(text: "0 8 * * *") with { Missed = "skip" });

        var schedule = Assert.Single(await Store.ListSchedulesAsync(None));
        Assert.Equal(("0 8 * * *", "skip"), (schedule.Text, schedule.Missed));
    }

    [Fact]
    public async Task Saving_again_keeps_what_was_fired_and_whether_it_is_paused()
    {
        await SaveAsync(Schedule());
        var instant = await Store.GetTimeAsync(None) + Minute;
        await FireAsync(instant);
        await Store.SetPausedAsync(new(Schedule: "digest"), isPaused: true, None);

        await SaveAsync(Schedule(text: "0 8 * * *"));

        var schedule = await LoadAsync();
        Assert.True(schedule.IsPaused);
        Assert.InRange(schedule.LastInstant!.Value, instant - TimeSpan.FromMilliseconds(1), instant + TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Saving_the_same_text_again_does_not_make_it_new()
    {
        await SaveAsync(Schedule());
        var before = (await LoadAsync()).SavedAt;
        await AdvanceAsync(Hour);

        await SaveAsync(Schedule() with { Missed = "skip" });
        Assert.Equal(before, (await LoadAsync()).SavedAt);

        await SaveAsync(Schedule(text: "0 8 * * *"));
        await AssertFromNowAsync(TimeSpan.Zero, (await LoadAsync()).SavedAt);
    }

    [Fact]
    public async Task Firing_enqueues_the_job()
    {
        await SaveAsync(Schedule());
        await AdvanceAsync(Hour);

        var receipt = await Store.FireAsync("digest", await Store.GetTimeAsync(None), New("digest.send") with { Tags = ["7 o'clock"] }, None);

        var job = await FindAsync(receipt!.Value.Id);
        Assert.Equal((JobState.Ready, "digest.send", "7 o'clock"), (job.State, job.Kind, job.Tags[0]));
    }

    [Fact]
    public async Task An_instant_is_fired_once()
    {
        await SaveAsync(Schedule());
        var instant = await Store.GetTimeAsync(None) + Minute;

        Assert.NotNull(await FireAsync(instant));
        Assert.Null(await FireAsync(instant));
        Assert.Equal(1, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task An_instant_is_fired_once_whatever_its_zone()
    {
        await SaveAsync(Schedule());
        var instant = await Store.GetTimeAsync(None) + Minute;
        await FireAsync(instant);

        Assert.Null(await FireAsync(instant.ToOffset(TimeSpan.FromHours(9))));
    }

    [Fact]
    public async Task An_instant_is_fired_once_also_when_its_job_is_gone()
    {
        await SaveAsync(Schedule());
        var instant = await Store.GetTimeAsync(None) + Minute;
        var receipt = await FireAsync(instant);
        await ApplyAsync(JobAction.Discard, receipt!.Value.Id);
        await AdvanceAndSweepAsync(30 * Day);

        Assert.Null(await FireAsync(instant));
    }

    [Fact]
    public async Task Nodes_at_the_same_time_fire_an_instant_once()
    {
        await SaveAsync(Schedule());
        var instant = await Store.GetTimeAsync(None) + Minute;

        var receipts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => FireAsync(instant))));

        Assert.Single(receipts, receipt => receipt is not null);
        Assert.Equal(1, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task Instants_are_fired_in_growing_order()
    {
        await SaveAsync(Schedule());
        var now = await Store.GetTimeAsync(None);

        Assert.NotNull(await FireAsync(now + Minute));
        Assert.NotNull(await FireAsync(now + (3 * Minute)));
        Assert.Null(await FireAsync(now + (2 * Minute)));
        Assert.NotNull(await FireAsync(now + (4 * Minute)));
    }

    [Fact]
    public async Task The_last_instant_is_kept()
    {
        await SaveAsync(Schedule());
        var instant = new DateTimeOffset((await Store.GetTimeAsync(None)).Date.AddDays(2), TimeSpan.Zero);
        await FireAsync(instant);

        Assert.Equal(instant, (await LoadAsync()).LastInstant);
    }

    [Fact]
    public async Task Schedules_fire_independently()
    {
        await SaveAsync(Schedule("a"));
        await SaveAsync(Schedule("b"));
        var instant = await Store.GetTimeAsync(None) + Minute;

        Assert.NotNull(await FireAsync(instant, "a"));
        Assert.NotNull(await FireAsync(instant, "b"));
    }

    [Fact]
    public async Task Instants_before_the_schedule_was_saved_are_not_fired()
    {
        await SaveAsync(Schedule());

        Assert.Null(await FireAsync(await Store.GetTimeAsync(None) - Hour));
    }

    [Fact]
    public async Task A_schedule_that_is_not_there_fires_nothing()
    {
        Assert.Null(await FireAsync(await Store.GetTimeAsync(None) + Minute));
        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task A_schedule_that_was_removed_fires_nothing()
    {
        await SaveAsync(Schedule());
        Assert.True(await Store.RemoveScheduleAsync("digest", None));
        Assert.False(await Store.RemoveScheduleAsync("digest", None));

        Assert.Null(await FireAsync(await Store.GetTimeAsync(None) + Minute));
        Assert.Empty(await Store.ListSchedulesAsync(None));
    }

    [Fact]
    public async Task A_paused_schedule_fires_nothing_until_it_is_resumed()
    {
        await SaveAsync(Schedule());
        var instant = await Store.GetTimeAsync(None) + Minute;
        await Store.SetPausedAsync(new(Schedule: "digest"), isPaused: true, None);
        Assert.Null(await FireAsync(instant));

        await Store.SetPausedAsync(new(Schedule: "digest"), isPaused: false, None);

        Assert.NotNull(await FireAsync(instant));
    }

    [Fact]
    public async Task A_unique_job_that_is_there_still_marks_the_instant_as_fired()
    {
        await SaveAsync(Schedule());
        var held = await EnqueueAsync(Unique("key"));
        var instant = await Store.GetTimeAsync(None) + Minute;

        Assert.Equal(new JobReceipt(held, IsDuplicate: true), await Store.FireAsync("digest", instant, Unique("key"), None));
        Assert.Null(await Store.FireAsync("digest", instant, Unique("key"), None));
    }
}
