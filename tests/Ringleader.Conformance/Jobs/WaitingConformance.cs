using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

/// <summary>Jobs that come after others.</summary>
public abstract class WaitingConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    [Fact]
    public async Task A_job_waits_until_its_parent_has_succeeded()
    {
        var parent = await EnqueueAsync(New());
        var child = await EnqueueAsync(After(parent));
        Assert.Equal(JobState.Waiting, await StateAsync(child));

        await RunOneAsync();

        Assert.Equal(JobState.Ready, await StateAsync(child));
    }

    [Fact]
    public async Task A_job_waits_for_all_its_parents()
    {
        var parents = await EnqueueAsync(New(), New(), New());
        var child = await EnqueueAsync(After(parents));
        var running = await ClaimAsync();

        await FinishAsync(running[2]);
        await FinishAsync(running[0]);
        Assert.Equal(JobState.Waiting, await StateAsync(child));

        await FinishAsync(running[1]);
        Assert.Equal(JobState.Ready, await StateAsync(child));
    }

    [Fact]
    public async Task Parents_may_end_in_one_call()
    {
        var parents = await EnqueueAsync(New(), New());
        var child = await EnqueueAsync(After(parents));
        var running = await ClaimAsync();

        await Store.FinishAsync(await WorkerAsync(), [.. running.Select(job => new JobFinish(job.Id, job.Term, JobOutcome.Succeeded))], None);

        Assert.Equal(JobState.Ready, await StateAsync(child));
    }

    [Fact]
    public async Task Places_of_one_call_make_a_chain()
    {
        var ids = await EnqueueAsync(New(), New() with { AfterPlaces = [0], Priority = 5 }, New() with { AfterPlaces = [1], Priority = 9 });

        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task Places_of_one_call_make_a_diamond()
    {
        var ids = await EnqueueAsync(New(), New() with { AfterPlaces = [0] }, New() with { AfterPlaces = [0] }, New() with { AfterPlaces = [1, 2] });

        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task A_parent_that_is_named_twice_counts_once()
    {
        var parent = await EnqueueAsync(New());
        var child = await EnqueueAsync(After(parent, parent));
        await RunOneAsync();

        Assert.Equal(JobState.Ready, await StateAsync(child));
    }

    [Fact]
    public async Task A_parent_that_has_succeeded_already_is_not_waited_for()
    {
        var parent = await EnqueueAsync(New());
        await RunOneAsync();

        Assert.Equal(JobState.Ready, await StateAsync(await EnqueueAsync(After(parent))));
    }

    [Fact]
    public async Task A_parent_that_has_succeeded_and_is_gone_is_not_waited_for()
    {
        await OpenAsync(new() { Succeeded = TimeSpan.Zero });
        var parent = await EnqueueAsync(New());
        await RunOneAsync();
        Assert.False(await ExistsAsync(parent));

        Assert.Equal(JobState.Ready, await StateAsync(await EnqueueAsync(After(parent))));
    }

    [Theory]
    [InlineData(JobOutcome.Failed)]
    [InlineData(JobOutcome.Cancelled)]
    public async Task A_job_is_cancelled_when_a_parent_ends_badly(JobOutcome outcome)
    {
        var parents = await EnqueueAsync(New(), New());
        var child = await EnqueueAsync(After(parents));

        await RunOneAsync(outcome);

        Assert.Equal(JobState.Cancelled, await StateAsync(child));
        Assert.NotNull((await FindAsync(child)).EndedAt);
    }

    [Theory]
    [InlineData(JobAction.Cancel)]
    [InlineData(JobAction.Discard)]
    public async Task A_job_is_cancelled_when_somebody_ends_a_parent(JobAction action)
    {
        var parent = await EnqueueAsync(New());
        var child = await EnqueueAsync(After(parent));

        await ApplyAsync(action, parent);

        Assert.Equal(JobState.Cancelled, await StateAsync(child));
    }

    [Fact]
    public async Task A_job_after_one_that_has_ended_badly_is_cancelled_from_the_beginning()
    {
        var parent = await EnqueueAsync(New());
        await RunOneAsync(JobOutcome.Failed);

        Assert.Equal(JobState.Cancelled, await StateAsync(await EnqueueAsync(After(parent))));
    }

    [Fact]
    public async Task A_failure_reaches_down_a_long_chain()
    {
        var ids = await EnqueueAsync([New(), .. Enumerable.Range(0, 2000).Select(place => New() with { AfterPlaces = [place] })]);

        await RunOneAsync(JobOutcome.Failed);

        Assert.Equal(2000, await CountAsync(JobState.Cancelled));
        Assert.Equal(JobState.Failed, await StateAsync(ids[0]));
    }

    [Fact]
    public async Task A_retry_of_the_parent_lets_the_whole_chain_wait_again()
    {
        var ids = await EnqueueAsync([New(), .. Enumerable.Range(0, 2000).Select(place => New() with { AfterPlaces = [place] })]);
        await RunOneAsync(JobOutcome.Failed);

        Assert.Equal(1, await ApplyAsync(JobAction.Retry, ids[0]));

        Assert.Equal((1, 2000), (await CountAsync(JobState.Ready), await CountAsync(JobState.Waiting)));
    }

    [Fact]
    public async Task A_parent_that_is_tried_again_is_waited_for()
    {
        var parent = await EnqueueAsync(New());
        var child = await EnqueueAsync(After(parent));
        await RetryLaterAsync(await ClaimOneAsync(), Minute);
        Assert.Equal(JobState.Waiting, await StateAsync(child));

        await AdvanceAndSweepAsync(2 * Minute);
        Assert.Equal([parent, child], await DrainAsync());
    }

    [Fact]
    public async Task A_retry_of_the_parent_leaves_alone_what_somebody_cancelled_himself()
    {
        var parent = await EnqueueAsync(New());
        var children = await EnqueueAsync(After(parent), After(parent));
        await ApplyAsync(JobAction.Cancel, children[0]);
        await RunOneAsync(JobOutcome.Failed);

        await ApplyAsync(JobAction.Retry, parent);

        Assert.Equal([JobState.Cancelled, JobState.Waiting], await Task.WhenAll(children.Select(StateAsync)));
    }

    [Fact]
    public async Task A_job_with_two_bad_parents_waits_again_when_both_are_retried()
    {
        var parents = await EnqueueAsync(New(), New());
        var child = await EnqueueAsync(After(parents));
        await RunOneAsync(JobOutcome.Failed);
        await RunOneAsync(JobOutcome.Failed);

        await ApplyAsync(JobAction.Retry, parents[0]);
        Assert.Equal(JobState.Cancelled, await StateAsync(child));

        await ApplyAsync(JobAction.Retry, parents[1]);
        Assert.Equal(JobState.Waiting, await StateAsync(child));
        Assert.Equal([parents[0], parents[1], child], await DrainAsync());
    }

    [Fact]
    public async Task A_job_with_two_bad_parents_does_so_in_either_order()
    {
        var parents = await EnqueueAsync(New(), New());
        var child = await EnqueueAsync(After(parents));
        await RunOneAsync(JobOutcome.Failed);
        await RunOneAsync(JobOutcome.Failed);

        await ApplyAsync(JobAction.Retry, parents[1]);
        await ApplyAsync(JobAction.Retry, parents[0]);

        Assert.Equal(JobState.Waiting, await StateAsync(child));
    }

    [Fact]
    public async Task A_job_whose_other_parent_succeeded_meanwhile_waits_only_for_the_retried()
    {
        var parents = await EnqueueAsync(New(), New());
        var child = await EnqueueAsync(After(parents));
        await RunOneAsync(JobOutcome.Failed);
        await RunOneAsync();
        Assert.Equal(JobState.Cancelled, await StateAsync(child));

        await ApplyAsync(JobAction.Retry, parents[0]);

        Assert.Equal([parents[0], child], await DrainAsync());
    }

    [Fact]
    public async Task A_job_is_not_retried_while_a_parent_has_ended_badly()
    {
        var parent = await EnqueueAsync(New());
        var child = await EnqueueAsync(After(parent));
        await RunOneAsync(JobOutcome.Failed);

        Assert.Equal(0, await ApplyAsync(JobAction.Retry, child));
        Assert.Equal(JobState.Cancelled, await StateAsync(child));
    }

    [Fact]
    public async Task A_cancelled_job_that_is_retried_waits_for_its_parents_again()
    {
        var parent = await EnqueueAsync(New());
        var child = await EnqueueAsync(After(parent));
        await ApplyAsync(JobAction.Cancel, child);

        Assert.Equal(1, await ApplyAsync(JobAction.Retry, child));
        Assert.Equal(JobState.Waiting, await StateAsync(child));
        Assert.Equal([parent, child], await DrainAsync());
    }

    [Fact]
    public async Task A_retry_of_parent_and_child_counts_both()
    {
        var parent = await EnqueueAsync(New());
        var child = await EnqueueAsync(After(parent));
        await RunOneAsync(JobOutcome.Failed);

        Assert.Equal(2, await ApplyAsync(JobAction.Retry, parent, child));
        Assert.Equal([JobState.Ready, JobState.Waiting], [await StateAsync(parent), await StateAsync(child)]);
    }

    [Fact]
    public async Task A_job_that_waits_has_its_own_time_as_well()
    {
        var parent = await EnqueueAsync(New());
        var child = await EnqueueAsync(After(parent) with { Delay = 10 * Minute });
        await RunOneAsync();
        Assert.Equal(JobState.Scheduled, await StateAsync(child));

        await AdvanceAndSweepAsync(11 * Minute);
        Assert.Equal([child.Value], await ClaimIdsAsync());
    }

    [Fact]
    public async Task A_job_whose_time_comes_while_it_waits_still_waits()
    {
        var parent = await EnqueueAsync(New());
        var child = await EnqueueAsync(After(parent) with { Delay = Minute });
        await AdvanceAndSweepAsync(2 * Minute);

        Assert.Equal([parent.Value], await ClaimIdsAsync());
        Assert.Equal(JobState.Waiting, await StateAsync(child));
    }

    [Fact]
    public async Task A_child_that_is_gone_does_not_disturb_its_parent()
    {
        var parent = await EnqueueAsync(New());
        var child = await EnqueueAsync(After(parent));
        await ApplyAsync(JobAction.Discard, child);

        await RunOneAsync();

        Assert.Equal(JobState.Succeeded, await StateAsync(parent));
        Assert.False(await ExistsAsync(child));
    }

    [Fact]
    public async Task A_child_of_a_group_keeps_its_place_in_it()
    {
        var parent = await EnqueueAsync(New());
        var ids = await EnqueueAsync(After(parent) with { Group = "g" }, Grouped());
        Assert.Equal([parent.Value], await ClaimIdsAsync());

        await FinishAsync(new JobFinish(parent, (await FindAsync(parent)).Term, JobOutcome.Succeeded));

        Assert.Equal(ids, await DrainAsync());
    }

    [Fact]
    public async Task A_cancelled_child_frees_its_unique_key_and_its_group()
    {
        var parent = await EnqueueAsync(New());
        var ids = await EnqueueAsync(After(parent) with { Group = "g", Unique = new("key") }, Grouped());
        await RunOneAsync(JobOutcome.Failed);

        Assert.False((await EnqueueForReceiptAsync(Unique("key"))).IsDuplicate);
        Assert.Equal(JobState.Ready, await StateAsync(ids[1]));
    }
}
