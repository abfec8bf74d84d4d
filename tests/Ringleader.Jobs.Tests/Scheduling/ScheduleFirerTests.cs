using Ringleader.Jobs.Scheduling;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Tests.Working;
using Ringleader.Jobs.Working;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Scheduling;

/// <summary>The node's clock is ten minutes off that of the store, and does not go.</summary>
public sealed class ScheduleFirerTests : WorkerTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public ScheduleFirerTests()
    {
        StoreClock = new FakeTimeProvider(Noon);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(0)]
    [InlineData(10)]
    public async Task Instants_are_those_of_the_stores_clock_whatever_the_nodes_says(int skew)
    {
        var firer = Firer(new FakeTimeProvider(Noon + (skew * Minute)));
        await SaveAsync("minutely", Schedule.Every(Minute));

        StoreClock.Advance(Minute - TimeSpan.FromTicks(1));
        var early = await firer.FireDueAsync(None);
        StoreClock.Advance(TimeSpan.FromTicks(1));
        var due = await firer.FireDueAsync(None);

        Assert.Equal(new FireReport(0, TimeSpan.FromTicks(1)), early);
        Assert.Equal(new FireReport(1, Minute), due);
    }

    [Fact]
    public async Task Nodes_whose_clocks_differ_fire_each_instant_once()
    {
        ScheduleFirer[] firers = [.. new[] { -10, 0, 10 }.Select(skew => Firer(new FakeTimeProvider(Noon + (skew * Minute))))];
        await SaveAsync("minutely", Schedule.Every(Minute));

        for (var minute = 0; minute < 30; minute++)
        {
            StoreClock.Advance(Minute);
            await Task.WhenAll(firers.Select(firer => firer.FireDueAsync(None)));
        }

        Assert.Equal(30, await Store.CountAsync(new(), None));
        Assert.Equal(Noon + (30 * Minute), Assert.Single(await Store.ListSchedulesAsync(None)).LastInstant);
    }

    [Theory]
    [InlineData("Skip", 1)]
    [InlineData("RunOnce", 1)]
    [InlineData("RunAll(3)", 3)]
    [InlineData("RunAll(100)", 10)]
    public async Task What_was_missed_is_made_up_for_as_the_schedule_wants_it(string missed, int fired)
    {
        await SaveAsync("minutely", Schedule.Every(Minute), missed);

        StoreClock.Advance(10 * Minute);
        var late = await Firer(Clock).FireDueAsync(None);
        var again = await Firer(Clock).FireDueAsync(None);

        Assert.Equal(fired, late.Fired);
        Assert.Equal(0, again.Fired);
    }

    [Fact]
    public async Task What_was_missed_for_longer_than_a_minute_is_skipped()
    {
        await SaveAsync("hourly", Schedule.Every(TimeSpan.FromHours(1)), "Skip");

        StoreClock.Advance(TimeSpan.FromMinutes(62));

        Assert.Equal(0, (await Firer(Clock).FireDueAsync(None)).Fired);
    }

    [Fact]
    public async Task A_schedule_that_cannot_be_read_or_is_paused_holds_up_no_other()
    {
        await SaveAsync("a", "every:00:01:00;zone=Mars", "RunOnce");
        await SaveAsync("b", Schedule.Every(Minute).ToString(), "Sometimes");
        await SaveAsync("c", Schedule.Every(Minute));
        await Store.SetPausedAsync(new(Schedule: "c"), isPaused: true, None);
        await SaveAsync("d", Schedule.Every(Minute));

        StoreClock.Advance(Minute);

        Assert.Equal(1, (await Firer(Clock).FireDueAsync(None)).Fired);
    }

    [Fact]
    public async Task Without_schedules_the_time_is_not_asked_for()
    {
        Assert.Equal(new FireReport(0, null), await Firer(Clock).FireDueAsync(None));

        Assert.Equal(0, Store.CallsOf(nameof(IJobStore.GetTimeAsync)));
    }

    [Fact]
    public async Task A_worker_fires_schedules_and_runs_their_jobs()
    {
        var ran = new TaskCompletionSource();
        Handle("work", _ =>
        {
            ran.TrySetResult();
            return Task.CompletedTask;
        });
        await SaveAsync("minutely", Schedule.Every(Minute));
        await StartAsync();
        await Store.WhenCalledAsync(nameof(IJobStore.ListSchedulesAsync), 1);

        StoreClock.Advance(Minute);
        await AdvanceUntilAsync(ran.Task, loops: 3);

        await ran.Task.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task A_run_until_idle_fires_what_is_due()
    {
        Handle("work", _ => Task.CompletedTask);
        await SaveAsync("minutely", Schedule.Every(Minute));
        StoreClock.Advance(Minute);

        Assert.Equal(1, (await RunUntilIdleAsync()).Succeeded);
    }

    private Task SaveAsync(string name, Schedule schedule, string missed = "RunOnce") => SaveAsync(name, schedule.ToString(), missed);

    private Task SaveAsync(string name, string text, string missed) => Store.SaveScheduleAsync(new(name, text, New("work"), missed), None);

    private ScheduleFirer Firer(TimeProvider clock) =>
        new(Store, Options with { TimeProvider = clock }, Jitter.Create());
}
