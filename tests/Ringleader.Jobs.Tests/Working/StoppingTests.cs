using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Tests.Working;

/// <summary>How attempts and workers are told to stop.</summary>
public sealed class StoppingTests : WorkerTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task An_attempt_that_takes_longer_than_its_limit_is_cancelled_and_has_failed()
    {
        Handle("work", context => Task.Delay(Timeout.Infinite, context.Stop));
        var id = await EnqueueAsync(New("work") with { TimeLimit = 10 * Second });

        var run = RunUntilIdleAsync();
        await Clock.WhenPendingTimersAsync(2).WaitAsync(SafetyNet);
        Clock.Advance(10 * Second);

        Assert.Equal(1, (await run).Retried);
        var job = await FindAsync(id);
        Assert.Equal(typeof(TimeoutException).FullName, job.LastError!.Type);
        Assert.Equal("The attempt took longer than its time limit of 00:00:10, and was told to stop.", job.LastError.Message);
        Assert.Equal(1, job.Attempts);
    }

    [Fact]
    public async Task An_attempt_that_ends_well_after_its_limit_has_succeeded()
    {
        var (began, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        Handle("work", async _ =>
        {
            began.SetResult();
            await open.Task;
        });
        await EnqueueAsync(New("work") with { TimeLimit = Second });

        var run = RunUntilIdleAsync();
        await began.Task.WaitAsync(SafetyNet);
        Clock.Advance(2 * Second);
        open.SetResult();

        Assert.Equal(1, (await run).Succeeded);
    }

    [Fact]
    public async Task A_handler_that_is_told_to_stop_and_returns_all_the_same_leaves_a_note()
    {
        Handle("work", async context =>
        {
            context.Report(0.5, "half");
            await Task.Delay(Timeout.Infinite, context.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        var id = await EnqueueAsync(New("work") with { TimeLimit = 10 * Second });

        var run = RunUntilIdleAsync();
        await Clock.WhenPendingTimersAsync(2).WaitAsync(SafetyNet);
        Clock.Advance(10 * Second);

        Assert.Equal(1, (await run).Succeeded);
        var job = await FindAsync(id);
        Assert.Equal((JobState.Succeeded, 0.5), (job.State, job.Progress));
        Assert.Equal("The handler was told to stop because its time limit had passed, and returned as if it had done its work.", job.Note);
    }

    [Fact]
    public async Task A_handler_that_does_not_listen_keeps_its_slot()
    {
        var (began, open, second) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        Handle("deaf", async context =>
        {
            began.SetResult();
            await open.Task;
            context.Stop.ThrowIfCancellationRequested();
        });
        Handle("second", _ => Task.FromResult(second++));
        Options = Options with { Slots = 1 };
        await EnqueueAsync(New("deaf") with { TimeLimit = Second });
        await EnqueueAsync("second");

        var run = RunUntilIdleAsync();
        await began.Task.WaitAsync(SafetyNet);
        Clock.Advance(5 * Second);
        Assert.Equal(0, second);
        open.SetResult();

        Assert.Equal(new JobRunCounts(1, 1, 0, 0), await run);
    }

    [Fact]
    public async Task A_running_job_that_is_cancelled_hears_of_it_with_the_next_beat()
    {
        var began = new TaskCompletionSource();
        Handle("work", context =>
        {
            began.SetResult();
            return Task.Delay(Timeout.Infinite, context.Stop);
        });
        var id = await EnqueueAsync("work");
        await StartAsync();
        await began.Task.WaitAsync(SafetyNet);

        await Store.ApplyAsync(JobAction.Cancel, new() { Ids = [id] }, None);
        await AdvanceAsync(5 * Second, loops: 4);

        await WhenAsync(id, JobState.Cancelled);
    }

    [Fact]
    public async Task A_stop_token_that_is_asked_for_too_late_has_ended_already()
    {
        var (began, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        Handle("work", async context =>
        {
            began.SetResult();
            await open.Task;
            Assert.True(context.Stop.IsCancellationRequested);
            Assert.Equal(context.Stop, context.Stop);
        });
        await EnqueueAsync(New("work") with { TimeLimit = Second });

        var run = RunUntilIdleAsync();
        await began.Task.WaitAsync(SafetyNet);
        Clock.Advance(Second);
        open.SetResult();

        Assert.Equal(1, (await run).Succeeded);
    }

    [Fact]
    public async Task A_worker_that_stops_lets_its_jobs_end_and_takes_no_more()
    {
        var (began, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        Handle("work", async _ =>
        {
            began.SetResult();
            await open.Task;
        });
        var first = await EnqueueAsync("work");
        var worker = await StartAsync();
        await began.Task.WaitAsync(SafetyNet);

        var stop = worker.StopAsync();
        var second = await EnqueueAsync("work");
        Assert.False(stop.IsCompleted);
        open.SetResult();
        await stop.WaitAsync(SafetyNet);

        Assert.Equal(JobState.Succeeded, (await FindAsync(first)).State);
        Assert.Equal(JobState.Ready, (await FindAsync(second)).State);
        Assert.False(Assert.Single(await Store.GetWorkersAsync(None)).IsAlive);
    }

    [Fact]
    public async Task Jobs_that_do_not_end_in_time_are_told_to_and_are_ready_again_without_an_attempt_lost()
    {
        var (began, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        Handle("work", async context =>
        {
            began.SetResult();
            await Task.Delay(Timeout.Infinite, context.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            told.SetResult();
            context.Stop.ThrowIfCancellationRequested();
        });
        Options = Options with { StopTimeout = 5 * Second };
        var id = await EnqueueAsync("work");
        var worker = await StartAsync();
        await began.Task.WaitAsync(SafetyNet);

        var stop = worker.StopAsync();
        await AdvanceUntilAsync(told.Task, loops: 2);
        await stop.WaitAsync(SafetyNet);

        var job = await FindAsync(id);
        Assert.Equal((JobState.Ready, 0, 0), (job.State, job.Attempts, job.Crashes));
    }

    [Fact]
    public async Task Who_is_in_a_hurry_does_not_wait_for_what_runs()
    {
        var began = new TaskCompletionSource();
        Handle("work", context =>
        {
            began.SetResult();
            return Task.Delay(Timeout.Infinite, context.Stop);
        });
        var id = await EnqueueAsync("work");
        var worker = await StartAsync();
        await began.Task.WaitAsync(SafetyNet);
        using var hurry = new CancellationTokenSource();

        var stop = worker.StopAsync(hurry.Token);
        await hurry.CancelAsync();
        await stop.WaitAsync(SafetyNet);

        Assert.Equal(JobState.Ready, (await FindAsync(id)).State);
    }

    [Fact]
    public async Task A_deaf_handler_does_not_hold_up_the_end_for_ever()
    {
        var (began, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        Handle("work", _ =>
        {
            began.SetResult();
            return open.Task;
        });
        Options = Options with { StopTimeout = TimeSpan.Zero };
        var id = await EnqueueAsync("work");
        var worker = await StartAsync();
        await began.Task.WaitAsync(SafetyNet);

        var stop = worker.StopAsync();
        await AdvanceUntilAsync(stop, loops: 2);
        await stop.WaitAsync(SafetyNet);
        open.SetResult();

        Assert.Equal(JobState.Ready, (await FindAsync(id)).State);
    }

    [Fact]
    public async Task A_run_until_idle_can_be_broken_off()
    {
        var began = new TaskCompletionSource();
        Handle("work", context =>
        {
            began.SetResult();
            return Task.Delay(Timeout.Infinite, context.Stop);
        });
        Options = Options with { StopTimeout = TimeSpan.Zero };
        var id = await EnqueueAsync("work");
        using var enough = new CancellationTokenSource();

        var run = JobWorker.RunUntilIdleAsync(Store, Registry, Options, enough.Token);
        await began.Task.WaitAsync(SafetyNet);
        await enough.CancelAsync();

        Assert.Equal(0, (await run.WaitAsync(SafetyNet)).Total);
        Assert.Equal(JobState.Ready, (await FindAsync(id)).State);
    }

    [Theory]
    [InlineData(true, "Succeeded")]
    [InlineData(false, "RetryScheduled")]
    public async Task A_job_that_is_completed_in_a_transaction_has_succeeded_exactly_if_that_commits(bool commits, string state)
    {
        await using var transaction = new ScriptedTransaction(commits);
        Handle("work", async context => await context.CompleteAsync(transaction));
        var id = await EnqueueAsync("work");

        await RunUntilIdleAsync();

        Assert.Equal(state, (await FindAsync(id)).State.ToString());
    }

    [Fact]
    public async Task A_store_that_is_no_database_cannot_complete_a_job_in_a_transaction()
    {
        await using var transaction = new ScriptedTransaction(commits: true);
        await using var store = new InMemoryJobStore(null, Clock);
        Handle("work", async context => await Assert.ThrowsAsync<NotSupportedException>(() => context.CompleteAsync(transaction).AsTask()));
        await store.EnqueueAsync([New("work")], None);

        Assert.Equal(1, (await JobWorker.RunUntilIdleAsync(store, Registry, Options).WaitAsync(SafetyNet)).Succeeded);
    }
}
