using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

/// <summary>Rescheduling jobs that wait, changing their priority, and replacing them by duplicates of their unique key.</summary>
public abstract class ChangeConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private static JobChange InHalfAnHour { get; } = new(Delay: 30 * Minute);

    [Fact]
    public async Task A_higher_priority_makes_a_ready_job_run_first()
    {
        var ids = await EnqueueAsync(New(), New(), New());

        Assert.Equal(1, await ChangeAsync(new(Priority: 5), ids[2]));

        Assert.Equal(5, (await FindAsync(ids[2])).Priority);
        Assert.Equal((long[])[ids[2].Value, ids[0].Value, ids[1].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_lower_priority_makes_a_ready_job_run_last()
    {
        var ids = await EnqueueAsync(New(), New());

        await ChangeAsync(new(Priority: -1), ids[0]);

        Assert.Equal((long[])[ids[1].Value, ids[0].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_ready_job_that_is_rescheduled_runs_at_its_new_time()
    {
        var id = await EnqueueAsync(New());

        Assert.Equal(1, await ChangeAsync(InHalfAnHour, id));

        Assert.Equal(JobState.Scheduled, await StateAsync(id));
        await AssertFromNowAsync(30 * Minute, (await FindAsync(id)).RunAt);
        Assert.Empty(await ClaimAsync());
        await AdvanceAndSweepAsync(31 * Minute);
        Assert.Equal(id, (await ClaimOneAsync()).Id);
    }

    [Fact]
    public async Task A_scheduled_job_that_is_rescheduled_to_the_past_is_ready()
    {
        var id = await EnqueueAsync(New() with { Delay = Day });

        await ChangeAsync(new(RunAt: await Store.GetTimeAsync(None) - Hour), id);

        Assert.Equal(JobState.Ready, await StateAsync(id));
        Assert.Equal(id, (await ClaimOneAsync()).Id);
    }

    [Fact]
    public async Task A_scheduled_job_gets_an_exact_instant()
    {
        var id = await EnqueueAsync(New() with { Delay = Day });
        var at = new DateTimeOffset((await Store.GetTimeAsync(None)).Date.AddDays(30), TimeSpan.Zero);

        await ChangeAsync(new(RunAt: at), id);

        Assert.Equal((JobState.Scheduled, at), ((await FindAsync(id)).State, (await FindAsync(id)).RunAt));
    }

    [Fact]
    public async Task The_next_attempt_of_a_failed_one_is_rescheduled_and_its_attempts_count_on()
    {
        var id = await EnqueueAsync(New());
        await RetryLaterAsync(await ClaimOneAsync(), Minute);

        await ChangeAsync(InHalfAnHour, id);

        Assert.Equal(JobState.RetryScheduled, await StateAsync(id));
        await AdvanceAndSweepAsync(5 * Minute);
        Assert.Empty(await ClaimAsync());
        await ChangeAsync(new(Delay: TimeSpan.Zero), id);
        Assert.Equal(2, (await ClaimOneAsync()).Attempt);
    }

    [Fact]
    public async Task A_job_that_waits_for_another_keeps_waiting_and_runs_with_its_new_priority_and_time()
    {
        var parent = await EnqueueAsync(New());
        var children = await EnqueueAsync(After(parent), After(parent), After(parent));

        Assert.Equal(3, await ChangeAsync(new(Priority: 3), children[2]) + await ChangeAsync(InHalfAnHour, children[0], children[0]) + await ChangeAsync(new(Priority: 1), children[1]));

        Assert.All(await Task.WhenAll(children.Select(StateAsync)), state => Assert.Equal(JobState.Waiting, state));
        await RunOneAsync();
        Assert.Equal(JobState.Scheduled, await StateAsync(children[0]));
        Assert.Equal((long[])[children[2].Value, children[1].Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task Jobs_of_a_group_keep_their_order_whatever_their_priority()
    {
        var ids = await EnqueueAsync(Grouped(), Grouped());

        Assert.Equal(1, await ChangeAsync(new(Priority: 9), ids[1]));

        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task The_first_of_a_group_holds_the_others_up_when_it_is_rescheduled()
    {
        var ids = await EnqueueAsync(Grouped(), Grouped());

        await ChangeAsync(InHalfAnHour, ids[0]);

        Assert.Empty(await ClaimAsync());
        await AdvanceAndSweepAsync(31 * Minute);
        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task A_job_in_the_line_of_a_limit_key_is_let_through_by_its_new_priority()
    {
        await Store.SetLimitAsync(new("key:k", Running: 1), None);
        var ids = await EnqueueAsync(Keyed(), Keyed(), Keyed());

        await ChangeAsync(new(Priority: 1), ids[2]);

        Assert.Equal((JobId[])[ids[0], ids[2], ids[1]], await DrainAsync());
    }

    [Fact]
    public async Task A_ready_job_of_a_limit_key_that_is_rescheduled_gives_its_slot_to_the_next()
    {
        await Store.SetLimitAsync(new("key:k", Running: 1), None);
        var ids = await EnqueueAsync(Keyed(), Keyed());

        await ChangeAsync(InHalfAnHour, ids[0]);

        Assert.Equal((JobId[])[ids[1]], await DrainAsync());
        await AdvanceAndSweepAsync(31 * Minute);
        Assert.Equal((JobId[])[ids[0]], await DrainAsync());
    }

    [Fact]
    public async Task A_ready_job_of_a_limit_key_keeps_its_slot_when_only_its_priority_changes()
    {
        await Store.SetLimitAsync(new("key:k", Running: 1), None);
        var ids = await EnqueueAsync(Keyed(), Keyed());

        await ChangeAsync(new(Priority: 1), ids[0]);

        Assert.Equal((JobState.Ready, JobState.Waiting), (await StateAsync(ids[0]), await StateAsync(ids[1])));
        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task Jobs_that_run_or_have_completed_are_not_changed()
    {
        var ids = await EnqueueAsync(New(), New(), New(), New());
        await RunOneAsync();
        await FailAsync(await ClaimOneAsync());
        await ClaimOneAsync();
        await ApplyAsync(JobAction.Cancel, ids[3]);

        Assert.Equal(0, await Store.ChangeAsync(new(Delay: Hour, Priority: 7), JobFilter.All, None));
        Assert.Equal(0, await Store.ChangeAsync(new(Priority: 7), new() { States = [JobState.Running, JobState.Failed] }, None));
        Assert.All(await Store.ListAsync(JobFilter.All, before: null, 10, None), job => Assert.Equal(0, job.Priority));
    }

    [Fact]
    public async Task Only_jobs_that_pass_the_filter_are_changed()
    {
        var ids = await EnqueueAsync(New(), New("other"), New() with { Queue = "mail" });

        Assert.Equal(1, await Store.ChangeAsync(new(Priority: 2), new() { Kinds = ["work"], Queues = ["mail"] }, None));

        Assert.Equal([0, 0, 2], (await Task.WhenAll(ids.Select(FindAsync))).Select(job => job.Priority));
    }

    [Fact]
    public async Task Many_jobs_are_changed_and_none_twice()
    {
        var ids = await EnqueueAsync([.. Enumerable.Range(0, 2300).Select(number => New() with { Delay = number % 2 * Hour })]);

        Assert.Equal(ids.Length, await Store.ChangeAsync(new(Delay: Day, Priority: 4), JobFilter.All, None));

        Assert.Equal(ids.Length, await CountAsync(JobState.Scheduled));
        Assert.Equal(0, await CountAsync(JobState.Ready));
        await AdvanceAsync(2 * Day);
        for (var swept = 1; swept > 0;)
        {
            swept = (await SweepAsync()).Due;
        }

        Assert.Equal(ids.Length, await CountAsync(JobState.Ready));
    }

    [Fact]
    public async Task A_duplicate_replaces_what_it_asks_for_in_the_waiting_job()
    {
        var id = await EnqueueAsync(Unique("key") with { Delay = Day });

        var receipt = await EnqueueForReceiptAsync(Replacing(UniqueReplace.Everything) with { Arguments = Json("[1]"), Version = 2, Priority = 9, Delay = Hour });

        Assert.Equal(new JobReceipt(id, IsDuplicate: true, WasReplaced: true), receipt);
        var job = await FindAsync(id);
        Assert.Equal(("[1]", 2, 9, JobState.Scheduled), (job.Arguments, job.Version, job.Priority, job.State));
        await AssertFromNowAsync(Hour, job.RunAt);
    }

    [Fact]
    public async Task A_duplicate_leaves_what_it_does_not_ask_for()
    {
        var id = await EnqueueAsync(Unique("key") with { Delay = Day, Priority = 1 });

        Assert.True((await EnqueueForReceiptAsync(Replacing(UniqueReplace.Arguments) with { Arguments = Json("[1]"), Priority = 9, Queue = "other" })).WasReplaced);

        var job = await FindAsync(id);
        Assert.Equal(("[1]", 1, JobDefaults.Queue, JobState.Scheduled), (job.Arguments, job.Priority, job.Queue, job.State));
        await AssertFromNowAsync(Day, job.RunAt);
    }

    [Fact]
    public async Task A_duplicate_without_a_time_makes_a_scheduled_job_ready_when_it_replaces_the_time()
    {
        var id = await EnqueueAsync(Unique("key") with { Delay = Day });

        await EnqueueAsync(Replacing(UniqueReplace.RunAt));

        Assert.Equal(id, (await ClaimOneAsync()).Id);
    }

    [Fact]
    public async Task A_duplicate_that_pushes_the_time_back_debounces()
    {
        var id = await EnqueueAsync(Replacing(UniqueReplace.RunAt) with { Delay = 10 * Minute });
        for (var step = 0; step < 3; step++)
        {
            await AdvanceAndSweepAsync(5 * Minute);
            await EnqueueAsync(Replacing(UniqueReplace.RunAt) with { Delay = 10 * Minute });
        }

        Assert.Empty(await ClaimAsync());
        await AdvanceAndSweepAsync(11 * Minute);
        Assert.Equal((JobId[])[id], await DrainAsync());
    }

    [Fact]
    public async Task A_running_job_is_not_replaced()
    {
        var id = await EnqueueAsync(Unique("key"));
        var running = await ClaimOneAsync();

        var receipt = await EnqueueForReceiptAsync(Replacing(UniqueReplace.Everything) with { Arguments = Json("[1]"), Priority = 9 });

        Assert.Equal(new JobReceipt(id, IsDuplicate: true, WasReplaced: false), receipt);
        Assert.Equal(("{}", 0), ((await FindAsync(id)).Arguments, (await FindAsync(id)).Priority));
        Assert.True(await FinishAsync(running));
    }

    [Fact]
    public async Task A_completed_job_that_still_holds_its_key_is_not_replaced()
    {
        var id = await EnqueueAsync(Unique("key", UniqueScope.Time, Day));
        await RunOneAsync();

        var receipt = await EnqueueForReceiptAsync(New() with { Unique = new("key", UniqueScope.Time, Day) { Replace = UniqueReplace.Everything }, Priority = 9 });

        Assert.Equal(new JobReceipt(id, IsDuplicate: true, WasReplaced: false), receipt);
        Assert.Equal((JobState.Succeeded, 0), (await StateAsync(id), (await FindAsync(id)).Priority));
    }

    [Fact]
    public async Task A_job_that_waits_for_its_next_attempt_is_replaced()
    {
        var id = await EnqueueAsync(Unique("key"));
        await RetryLaterAsync(await ClaimOneAsync(), Day);

        Assert.True((await EnqueueForReceiptAsync(Replacing(UniqueReplace.Arguments | UniqueReplace.RunAt) with { Arguments = Json("[1]") })).WasReplaced);

        var job = await ClaimOneAsync();
        Assert.Equal((id, 2, "[1]"), (job.Id, job.Attempt, System.Text.Encoding.UTF8.GetString(job.Arguments.Span)));
    }

    [Fact]
    public async Task Replacing_does_nothing_when_the_key_is_free()
    {
        var receipt = await EnqueueForReceiptAsync(Replacing(UniqueReplace.Everything));

        Assert.Equal((false, false), (receipt.IsDuplicate, receipt.WasReplaced));
    }

    [Fact]
    public async Task Duplicates_of_one_call_replace_one_after_the_other()
    {
        var receipts = await Store.EnqueueAsync([Replacing(UniqueReplace.Everything), Replacing(UniqueReplace.Everything) with { Priority = 1 }, Replacing(UniqueReplace.Everything) with { Priority = 2 }], None);

        Assert.Equal([false, true, true], receipts.Select(receipt => receipt.WasReplaced));
        Assert.Equal(2, (await FindAsync(receipts[0].Id)).Priority);
        Assert.Single(await DrainAsync());
    }

    private static NewJob Replacing(UniqueReplace replace) => New() with { Unique = new("key") { Replace = replace } };

    private Task<long> ChangeAsync(JobChange change, params JobId[] ids) => Store.ChangeAsync(change, Only(ids), None);
}
