using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

public abstract class TokenConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private static NewJob WithToken(Guid token) => New() with { Token = token };

    [Fact]
    public async Task Same_token_again_is_the_same_job_and_no_duplicate()
    {
        var job = WithToken(Guid.NewGuid());
        var first = await EnqueueForReceiptAsync(job);

        Assert.Equal(first, await EnqueueForReceiptAsync(job));
        Assert.False(first.IsDuplicate);
        Assert.Equal(1, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task Same_token_twice_in_one_call_is_one_job()
    {
        var job = WithToken(Guid.NewGuid());

        var ids = await EnqueueAsync(job, job);

        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(1, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task Other_tokens_are_other_jobs()
    {
        await EnqueueAsync(WithToken(Guid.NewGuid()), WithToken(Guid.NewGuid()), New());

        Assert.Equal(3, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task A_token_is_remembered_when_its_job_is_gone()
    {
        await OpenAsync(new() { Succeeded = TimeSpan.Zero });
        var job = WithToken(Guid.NewGuid());
        var id = await EnqueueAsync(job);
        await RunOneAsync();
        await AdvanceAndSweepAsync(50 * Minute);

        Assert.Equal(new JobReceipt(id, IsDuplicate: false), await EnqueueForReceiptAsync(job));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_call_that_is_repeated_with_more_adds_only_what_is_new()
    {
        var known = WithToken(Guid.NewGuid());
        var first = await EnqueueAsync(known);

        var ids = await EnqueueAsync(WithToken(Guid.NewGuid()), known);

        Assert.Equal(first, ids[1]);
        Assert.Equal(2, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task A_repeated_unique_job_is_no_duplicate_of_itself()
    {
        var job = Unique("key") with { Token = Guid.NewGuid() };
        await EnqueueAsync(job);

        Assert.False((await EnqueueForReceiptAsync(job)).IsDuplicate);
        Assert.True((await EnqueueForReceiptAsync(Unique("key"))).IsDuplicate);
    }

    [Fact]
    public async Task A_repeated_batch_is_the_same_batch()
    {
        var batch = new NewBatch([New(), New()], OnEnded: New("end"), Token: Guid.NewGuid());
        var id = await Store.EnqueueBatchAsync(batch, None);

        Assert.Equal(id, await Store.EnqueueBatchAsync(batch, None));
        Assert.Equal(2, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task A_repeated_batch_that_has_ended_starts_nothing()
    {
        await OpenAsync(new() { Succeeded = TimeSpan.Zero });
        var batch = new NewBatch([New()], OnSucceeded: New("end"), Token: Guid.NewGuid());
        var id = await Store.EnqueueBatchAsync(batch, None);
        Assert.Equal(2, (await DrainAsync()).Count);

        Assert.Equal(id, await Store.EnqueueBatchAsync(batch, None));
        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
    }

    [Fact]
    public async Task Callers_with_one_token_at_the_same_time_get_one_job()
    {
        var job = WithToken(Guid.NewGuid());

        var ids = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => EnqueueAsync(job))));

        Assert.Single(ids.Distinct());
        Assert.Equal(1, await Store.CountAsync(JobFilter.All, None));
    }
}
