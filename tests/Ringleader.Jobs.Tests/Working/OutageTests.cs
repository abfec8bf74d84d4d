using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Tests.Working;

/// <summary>Stores that are away, whose answers get lost, or that refuse.</summary>
public sealed class OutageTests : WorkerTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Longer than the first pause of any loop.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_worker_starts_without_its_store_and_works_when_that_is_there()
    {
        Handle("work", _ => Task.CompletedTask);
        Store.IsAway = true;
        await StartAsync();

        Store.IsAway = false;
        var id = await EnqueueAsync("work");
        await AdvanceUntilAsync(Store.WhenCalledAsync(nameof(IJobStore.ClaimAsync), 1), loops: 3);

        await WhenAsync(id, JobState.Succeeded);
    }

    [Fact]
    public async Task A_store_that_comes_back_is_used_again_and_the_lease_goes_on()
    {
        Handle("work", _ => Task.CompletedTask);
        await StartAsync();
        await Store.WhenCalledAsync(nameof(IJobStore.ClaimAsync), 1);

        Store.IsAway = true;
        await AdvanceAsync(3 * Second, loops: 4);
        Store.IsAway = false;
        var id = await EnqueueAsync("work");
        await AdvanceAsync(10 * Second, loops: 4);

        await WhenAsync(id, JobState.Succeeded);
        Assert.Equal(1, Store.CallsOf(nameof(IJobStore.StartWorkerAsync)));
    }

    [Fact]
    public async Task An_end_whose_answer_was_lost_is_told_again_and_counts_once()
    {
        Handle("work", _ => Task.CompletedTask);
        var id = await EnqueueAsync("work");
        Store.LoseAnswerOf(nameof(IJobStore.FinishAsync));

        var run = RunUntilIdleAsync();
        await Store.WhenCalledAsync(nameof(IJobStore.FinishAsync), 1);
        await Clock.WhenPendingTimersAsync(2).WaitAsync(SafetyNet);
        Clock.Advance(FirstPause);

        Assert.Equal(new JobRunCounts(1, 0, 0, 0), await run);
        Assert.Equal([true, false], Store.Finishes.Select(finish => finish.WasTaken));
        Assert.Equal(JobState.Succeeded, (await FindAsync(id)).State);
    }

    [Fact]
    public async Task What_a_claim_brought_whose_answer_was_lost_is_given_back_and_claimed_again()
    {
        Handle("work", _ => Task.CompletedTask);
        var id = await EnqueueAsync("work");
        Store.LoseAnswerOf(nameof(IJobStore.ClaimAsync));

        var run = RunUntilIdleAsync();
        await Store.WhenCalledAsync(nameof(IJobStore.ClaimAsync), 1);
        await Clock.WhenPendingTimersAsync(2).WaitAsync(SafetyNet);
        Clock.Advance(FirstPause);

        Assert.Equal(1, (await run).Succeeded);
        Assert.Equal(1, Store.CallsOf(nameof(IJobStore.ReleaseUnknownAsync)));
        Assert.Equal(1, (await FindAsync(id)).Attempts);
    }

    [Fact]
    public async Task What_ended_while_the_store_was_away_is_told_when_it_is_back()
    {
        var (began, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        Handle("work", async _ =>
        {
            began.SetResult();
            await open.Task;
        });
        var id = await EnqueueAsync("work");
        await StartAsync();
        await began.Task.WaitAsync(SafetyNet);

        Store.IsAway = true;
        open.SetResult();
        await Store.WhenCalledAsync(nameof(IJobStore.FinishAsync), 1);
        Store.IsAway = false;
        var succeeded = WhenAsync(id, JobState.Succeeded);
        await AdvanceUntilAsync(succeeded, loops: 5);

        var job = await succeeded;
        Assert.Equal((1, 0), (job.Attempts, job.Crashes));
    }

    [Fact]
    public async Task An_attempt_whose_result_the_store_refuses_has_succeeded_all_the_same()
    {
        Registry.Add(new JobRegistration(new JobKind("work")) { Bind = _ => (_, _) => new("1"u8.ToArray()) });
        await EnqueueManyAsync("work", 5);
        Store.Refuses = finish => finish.Id.Value == 3 && finish.Result is not null;

        var counts = await RunUntilIdleAsync();

        Assert.Equal(new JobRunCounts(5, 0, 0, 0), counts);
        var job = await FindAsync(new(3));
        Assert.Equal((JobState.Succeeded, 1, null), (job.State, job.Attempts, job.Result));
        Assert.Equal("1", (await FindAsync(new(4))).Result);
    }

    [Fact]
    public async Task An_attempt_whose_error_the_store_refuses_has_failed_once()
    {
        var runs = 0;
        HandleAtOnce("work", _ =>
        {
            runs++;
            throw new IOException("refused");
        });
        var id = await EnqueueAsync(New("work") with { MaxAttempts = 1 });
        Store.Refuses = finish => finish.Error?.Message == "refused";

        var counts = await RunUntilIdleAsync();

        Assert.Equal((new JobRunCounts(0, 0, 1, 0), 1), (counts, runs));
        var job = await FindAsync(id);
        Assert.Equal((JobState.Failed, 1), (job.State, job.Attempts));
        Assert.Contains("log of the worker", job.LastError?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_that_the_store_refuses_costs_neither_the_ends_nor_the_progress_of_others()
    {
        HandleAtOnce("work", context => context.Report(1, $"note {context.Id}"));
        await EnqueueManyAsync("work", 5);
        Store.RefusesProgress = progress => progress.Id.Value == 3;

        var counts = await RunUntilIdleAsync();

        Assert.Equal(new JobRunCounts(5, 0, 0, 0), counts);
        Assert.Equal(["note 1", "note 2", null, "note 4", "note 5"], await NotesAsync());

        async Task<List<string?>> NotesAsync()
        {
            var notes = new List<string?>();
            for (var id = 1; id <= 5; id++)
            {
                notes.Add((await FindAsync(new(id))).Note);
            }

            return notes;
        }
    }

    [Fact]
    public async Task A_worker_that_stops_while_its_store_is_away_does_not_wait_for_ever()
    {
        var (began, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        Handle("work", async _ =>
        {
            began.SetResult();
            await open.Task;
        });
        await EnqueueAsync("work");
        var worker = await StartAsync();
        await began.Task.WaitAsync(SafetyNet);

        Store.IsAway = true;
        var stop = worker.StopAsync();
        open.SetResult();

        await AdvanceUntilAsync(stop, loops: 1);
    }

    [Fact]
    public async Task An_idle_worker_asks_its_store_less_than_once_a_second()
    {
        await StartAsync();
        await Clock.WhenPendingTimersAsync(4).WaitAsync(SafetyNet);
        var before = Store.TotalCalls;

        await AdvanceAsync(60 * Second, loops: 4);

        Assert.InRange(Store.TotalCalls - before, 20, 60);
    }
}
