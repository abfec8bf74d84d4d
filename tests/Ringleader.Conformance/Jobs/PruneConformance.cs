using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class PruneConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    [Fact]
    public async Task A_succeeded_job_is_kept_for_its_time_and_then_goes()
    {
        await OpenAsync(new() { Succeeded = Hour });
        var id = await EnqueueAsync(New());
        await RunOneAsync();

        await AdvanceAndSweepAsync(50 * Minute);
        Assert.True(await ExistsAsync(id));

        await AdvanceAsync(11 * Minute);
        Assert.Equal(1, (await SweepAsync()).Pruned);
        Assert.False(await ExistsAsync(id));
    }

    [Fact]
    public async Task Time_to_keep_counts_from_the_end()
    {
        await OpenAsync(new() { Succeeded = Hour });
        var id = await EnqueueAsync(New());
        await AdvanceAsync(40 * Minute);
        await RunOneAsync();
        await AdvanceAndSweepAsync(50 * Minute);

        Assert.True(await ExistsAsync(id));
    }

    [Fact]
    public async Task A_cancelled_job_has_a_time_of_its_own()
    {
        await OpenAsync(new() { Succeeded = Day, Cancelled = Hour });
        var ids = await EnqueueAsync(New(), New());
        await ApplyAsync(JobAction.Cancel, ids[0]);
        await RunOneAsync();
        await AdvanceAndSweepAsync(61 * Minute);

        Assert.Equal((false, true), (await ExistsAsync(ids[0]), await ExistsAsync(ids[1])));
    }

    [Fact]
    public async Task Failed_jobs_are_kept_for_ever()
    {
        await OpenAsync(new() { Succeeded = TimeSpan.Zero, Cancelled = TimeSpan.Zero });
        var id = await EnqueueAsync(New());
        await RunOneAsync(JobOutcome.Failed);
        await AdvanceAndSweepAsync(1000 * Day);

        Assert.Equal(JobState.Failed, await StateAsync(id));
    }

    [Fact]
    public async Task Jobs_that_have_not_ended_are_never_pruned()
    {
        await OpenAsync(new() { Succeeded = TimeSpan.Zero, Cancelled = TimeSpan.Zero });
        await EnqueueAsync(New(), New() with { Delay = 2000 * Day });
        await AdvanceAndSweepAsync(1000 * Day);

        Assert.Equal(2, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task With_no_time_to_keep_a_succeeded_job_goes_at_once()
    {
        await OpenAsync(new() { Succeeded = TimeSpan.Zero });
        var id = await EnqueueAsync(New());
        await RunOneAsync();

        Assert.False(await ExistsAsync(id));
    }

    [Fact]
    public async Task With_no_time_to_keep_a_cancelled_job_goes_at_once()
    {
        await OpenAsync(new() { Cancelled = TimeSpan.Zero });
        var ids = await EnqueueAsync(New(), New(), New() with { AfterPlaces = [0] });
        await ApplyAsync(JobAction.Cancel, ids[0]);
        await RunOneAsync(JobOutcome.Cancelled);

        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task A_result_is_kept_for_its_own_time()
    {
        await OpenAsync(new() { Succeeded = TimeSpan.Zero });
        var id = await EnqueueAsync(New() with { KeepResult = Hour });
        var job = await ClaimOneAsync();
        await FinishAsync(new JobFinish(id, job.Term, JobOutcome.Succeeded, Result: Json("7")));

        await AdvanceAndSweepAsync(50 * Minute);
        Assert.Equal("7", (await FindAsync(id)).Result);

        await AdvanceAndSweepAsync(11 * Minute);
        Assert.False(await ExistsAsync(id));
    }

    [Fact]
    public async Task A_result_that_is_not_to_be_kept_goes_with_its_job()
    {
        var id = await EnqueueAsync(New() with { KeepResult = TimeSpan.Zero });
        await RunOneAsync();

        Assert.False(await ExistsAsync(id));
    }

    [Fact]
    public async Task A_sweep_prunes_at_most_as_many_as_it_may()
    {
        await OpenAsync(new() { Succeeded = Hour });
        await EnqueueAsync([.. Enumerable.Range(0, 10).Select(_ => New())]);
        await DrainAsync();
        await AdvanceAsync(2 * Hour);

        Assert.Equal(4, (await SweepAsync(count: 4)).Pruned);
        Assert.Equal(6, await CountAsync(JobState.Succeeded));
        Assert.Equal(6, (await SweepAsync()).Pruned);
    }

    [Fact]
    public async Task A_retried_job_is_not_pruned_for_what_it_was()
    {
        await OpenAsync(new() { Cancelled = Hour });
        var id = await EnqueueAsync(New());
        await ApplyAsync(JobAction.Cancel, id);
        await AdvanceAsync(30 * Minute);
        await ApplyAsync(JobAction.Retry, id);
        await AdvanceAndSweepAsync(2 * Hour);

        Assert.Equal(JobState.Ready, await StateAsync(id));
    }

    [Fact]
    public async Task A_job_that_is_gone_cannot_be_finished_again()
    {
        await OpenAsync(new() { Succeeded = TimeSpan.Zero });
        await EnqueueAsync(New());
        var job = await RunOneAsync();

        Assert.False(await FinishAsync(job));
    }

    [Fact]
    public async Task Numbers_of_jobs_that_are_gone_are_not_given_again()
    {
        await OpenAsync(new() { Succeeded = TimeSpan.Zero });
        var id = await EnqueueAsync(New());
        await RunOneAsync();

        Assert.True((await EnqueueAsync(New())).Value > id.Value);
    }

    [Fact]
    public async Task A_sweep_moves_due_jobs_and_says_when_the_next_is_due()
    {
        await EnqueueAsync(New() with { Delay = Minute }, New() with { Delay = 10 * Minute });
        await AdvanceAsync(2 * Minute);

        var report = await SweepAsync();

        Assert.Equal(1, report.Due);
        Assert.InRange(report.NextDue!.Value, 7 * Minute, 8 * Minute);
        Assert.Equal(1, await CountAsync(JobState.Ready));
    }

    [Fact]
    public async Task A_sweep_of_an_empty_store_does_nothing()
    {
        Assert.Equal(new SweepReport(0, 0, 0, null), await SweepAsync());
    }

    [Fact]
    public async Task A_sweep_moves_at_most_as_many_due_jobs_as_it_may()
    {
        await EnqueueAsync([.. Enumerable.Range(0, 10).Select(_ => New() with { Delay = Minute })]);
        await AdvanceAsync(2 * Minute);

        var report = await SweepAsync(count: 4);

        Assert.Equal((4, TimeSpan.Zero), (report.Due, report.NextDue));
        Assert.Equal(4, await CountAsync(JobState.Ready));
    }

    [Fact]
    public async Task A_cancelled_job_is_not_waited_for()
    {
        var id = await EnqueueAsync(New() with { Delay = Minute });
        await ApplyAsync(JobAction.Cancel, id);

        Assert.Null((await SweepAsync()).NextDue);
    }
}
