using Ringleader.Testing;

namespace Ringleader.Jobs.Tests;

public sealed class JobClientScheduleTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryJobStore _store;
    private readonly JobClient _client;

    public JobClientScheduleTests()
    {
        _store = new(timeProvider: _clock);
        _client = new JobClient(_store, new JobRegistry().AddJob<Digest>(), new JobClientOptions { TimeProvider = _clock });
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_schedule_is_shown_as_it_was_given()
    {
        var daily = Schedule.Cron("0 7 * * *");
        await _client.ScheduleAsync("digest", daily, new Digest(3), MissedFires.Skip, new JobOptions { Queue = "mail" });

        var schedule = Assert.Single(await _client.ListSchedulesAsync());
        Assert.Equal(("digest", "daily", """{"Size":3}""", "mail"), (schedule.Name, schedule.Kind, schedule.Arguments, schedule.Queue));
        Assert.Equal((daily, daily.ToString(), MissedFires.Skip.ToString()), (schedule.Schedule, schedule.Text, schedule.Missed));
        Assert.Equal((false, null, new DateTimeOffset(2026, 1, 2, 7, 0, 0, TimeSpan.Zero)), (schedule.IsPaused, schedule.Last, schedule.Next));
    }

    [Fact]
    public async Task A_schedule_that_this_machine_cannot_read_is_shown_all_the_same()
    {
        await _client.ScheduleAsync("good", Schedule.Every(TimeSpan.FromHours(1)), new Digest(1));
        var stored = Assert.Single(await _store.ListSchedulesAsync(default));
        await _store.SaveScheduleAsync(stored with { Name = "odd", Text = "cron:0 7 * * *;zone=Mars/Olympus" }, default);

        var schedules = await _client.ListSchedulesAsync();

        Assert.Equal(["good", "odd"], schedules.Select(schedule => schedule.Name));
        Assert.Null(schedules[1].Schedule);
        Assert.Null(schedules[1].Next);
        Assert.Equal("cron:0 7 * * *;zone=Mars/Olympus", schedules[1].Text);
    }

    [Fact]
    public async Task A_schedule_that_fires_no_more_has_no_next_time()
    {
        await _client.ScheduleAsync("once", Schedule.Once(_clock.GetUtcNow()), new Digest(1));

        Assert.Null(Assert.Single(await _client.ListSchedulesAsync()).Next);
    }

    [Fact]
    public async Task What_is_missed_runs_once_unless_somebody_says_otherwise()
    {
        await _client.ScheduleAsync("digest", Schedule.Every(TimeSpan.FromHours(1)), new Digest(1));

        Assert.Equal(MissedFires.RunOnce.ToString(), Assert.Single(await _client.ListSchedulesAsync()).Missed);
    }

    [Fact]
    public async Task Each_firing_is_a_job_of_its_own()
    {
        await _client.ScheduleAsync("digest", Schedule.Every(TimeSpan.FromHours(1)), new Digest(1));
        var stored = Assert.Single(await _store.ListSchedulesAsync(default));

        Assert.Null(stored.Job.Token);
        Assert.Null(stored.Job.TraceParent);
    }

    [Fact]
    public async Task A_schedule_can_be_run_now_again_and_again()
    {
        await _client.ScheduleAsync("digest", Schedule.Every(TimeSpan.FromHours(1)), new Digest(4));
        await _client.PauseScheduleAsync("digest");

        var first = await _client.RunNowAsync("digest");
        var second = await _client.RunNowAsync("digest");

        Assert.NotEqual(first!.Value.Id, second!.Value.Id);
        Assert.Equal("""{"Size":4}""", (await _client.FindAsync(second.Value.Id))!.Arguments);
        Assert.Null(await _client.RunNowAsync("other"));
        Assert.Null(Assert.Single(await _client.ListSchedulesAsync()).Last);
    }

    [Fact]
    public async Task A_schedule_is_paused_resumed_and_removed()
    {
        await _client.ScheduleAsync("digest", Schedule.Every(TimeSpan.FromHours(1)), new Digest(1));

        await _client.PauseScheduleAsync("digest");
        Assert.True(Assert.Single(await _client.ListSchedulesAsync()).IsPaused);
        await _client.ResumeScheduleAsync("digest");
        Assert.False(Assert.Single(await _client.ListSchedulesAsync()).IsPaused);
        Assert.True(await _client.UnscheduleAsync("digest"));
        Assert.False(await _client.UnscheduleAsync("digest"));
        Assert.Empty(await _client.ListSchedulesAsync());
    }

    [Fact]
    public async Task Options_that_say_when_are_refused()
    {
        foreach (var options in new JobOptions[] { new() { Delay = TimeSpan.Zero }, new() { RunAt = _clock.GetUtcNow() }, new() { After = [new JobId(1)] } })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => _client.ScheduleAsync("digest", Schedule.Every(TimeSpan.FromHours(1)), new Digest(1), options: options));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => _client.ScheduleAsync("", Schedule.Every(TimeSpan.FromHours(1)), new Digest(1)));
        Assert.Empty(await _client.ListSchedulesAsync());
    }

    [Job("daily")]
    private sealed record Digest(int Size);
}
