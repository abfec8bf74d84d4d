using System.Data.Common;
using Ringleader.Conformance.Jobs;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.PostgreSql.Tests;

/// <summary>Jobs that are enqueued, and attempts that end, in a transaction of the caller's.</summary>
public sealed class TransactionTests : JobStoreConformance<PostgreSqlBackend>
{
    private ITransactionalJobStore Transactional => (ITransactionalJobStore)Store;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_exists_once_its_transaction_commits_and_not_before(bool isGrouped)
    {
        await using var connection = await PostgreSqlBackend.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        var receipts = await Transactional.EnqueueAsync(transaction, [isGrouped ? Grouped() : New(), New()], None);
        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));

        await transaction.CommitAsync();
        Assert.Equal(receipts.Select(receipt => receipt.Id.Value), await ClaimIdsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_whose_transaction_is_rolled_back_never_was(bool isGrouped)
    {
        await using var connection = await PostgreSqlBackend.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Transactional.EnqueueAsync(transaction, [isGrouped ? Grouped() : New()], None);

        await transaction.RollbackAsync();

        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
        Assert.Equal(JobState.Ready, await StateAsync(await EnqueueAsync(Grouped())));
    }

    [Fact]
    public async Task A_job_that_was_enqueued_in_a_transaction_ends_a_wait()
    {
        var waiting = Store.WaitForWorkAsync(new(1, []), Day, None);
        await using var connection = await PostgreSqlBackend.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Transactional.EnqueueAsync(transaction, [New()], None);
        await transaction.CommitAsync();

        await waiting.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task Many_jobs_of_one_transaction_are_all_there()
    {
        await using var connection = await PostgreSqlBackend.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Transactional.EnqueueAsync(transaction, [.. Enumerable.Range(0, 300).Select(_ => New())], None);
        await transaction.CommitAsync();

        Assert.Equal(300, await CountAsync(JobState.Ready));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_attempt_has_ended_exactly_if_its_transaction_commits(bool isGrouped)
    {
        var ids = await EnqueueAsync(isGrouped ? [Grouped("a"), Grouped("b")] : [New(), New()]);
        var jobs = await ClaimAsync(2);
        for (var place = 0; place < 2; place++)
        {
            await using var connection = await PostgreSqlBackend.Source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            Assert.True(await Transactional.FinishAsync(transaction, new(ids[place], jobs[place].Term, JobOutcome.Succeeded), None));
            Assert.Equal(JobState.Running, await StateAsync(ids[place]));
            await (place == 0 ? transaction.CommitAsync() : transaction.RollbackAsync());
        }

        Assert.Equal([JobState.Succeeded, JobState.Running], await Task.WhenAll(ids.Select(StateAsync)));
        Assert.Equal((jobs[1].Term, "worker"), ((await FindAsync(ids[1])).Term, (await FindAsync(ids[1])).Worker));
        Assert.False(await FinishAsync(jobs[0]));
        Assert.True(await FinishAsync(jobs[1]));
    }

    [Fact]
    public async Task An_open_transaction_holds_up_nobody_else()
    {
        var ids = await EnqueueAsync(New(), New(), New());
        var lease = await WorkerAsync();
        var jobs = await ClaimAsync(3);
        await using var connection = await PostgreSqlBackend.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Transactional.FinishAsync(transaction, new(ids[0], jobs[0].Term, JobOutcome.Succeeded), None);

        Assert.True(await FinishAsync(jobs[1]).WaitAsync(SafetyNet));
        Assert.True((await Store.BeatAsync(lease, [.. jobs.Select(job => new JobProgress(job.Id, job.Term, 0.5, null))], None).WaitAsync(SafetyNet)).Stands);
        Assert.True(await Store.SetStateAsync(ids[2], jobs[2].Term, "name", "value", None).WaitAsync(SafetyNet));
        Assert.Equal(0.5, (await FindAsync(ids[2])).Progress);

        await transaction.CommitAsync();
        Assert.Equal([JobState.Succeeded, JobState.Succeeded, JobState.Running], await Task.WhenAll(ids.Select(StateAsync)));
    }

    [Fact]
    public async Task An_attempt_whose_term_is_over_cannot_be_ended_in_a_transaction()
    {
        var id = await EnqueueAsync(New());
        var old = await RunOneAsync(JobOutcome.Released);
        var current = await ClaimOneAsync();
        await using var connection = await PostgreSqlBackend.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        Assert.False(await Transactional.FinishAsync(transaction, new(id, old.Term, JobOutcome.Succeeded), None));

        await transaction.CommitAsync();
        Assert.True(await FinishAsync(current));
    }

    [Fact]
    public async Task A_job_that_was_set_apart_is_rescued_with_the_others()
    {
        var ids = await EnqueueAsync(New(), New());
        var mortal = await StartAsync("mortal", 10 * Minute);
        var jobs = await Store.ClaimAsync(mortal, new(2, []), None);
        await using var connection = await PostgreSqlBackend.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Transactional.FinishAsync(transaction, new(ids[0], jobs[0].Term, JobOutcome.Succeeded), None);
        await transaction.RollbackAsync();
        await AdvanceAsync(11 * Minute);

        Assert.Equal(2, (await SweepAsync()).Rescued);
        await AdvanceAndSweepAsync(Minute);
        Assert.Equal([JobState.Ready, JobState.Ready], await Task.WhenAll(ids.Select(StateAsync)));
        Assert.False(await FinishAsync(jobs[0]));
    }

    [Fact]
    public async Task A_transaction_of_another_kind_or_one_that_has_ended_is_refused()
    {
        await using var connection = await PostgreSqlBackend.Source.OpenConnectionAsync();
        await using var ended = await connection.BeginTransactionAsync();
        await ended.RollbackAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => Transactional.EnqueueAsync(new ForeignTransaction(), [New()], None));
        await Assert.ThrowsAsync<ArgumentException>(() => Transactional.EnqueueAsync(ended, [New()], None));
    }

    private sealed class ForeignTransaction : DbTransaction
    {
        public override System.Data.IsolationLevel IsolationLevel => System.Data.IsolationLevel.Unspecified;

        protected override DbConnection? DbConnection => null;

        public override void Commit() => throw new NotSupportedException();

        public override void Rollback() => throw new NotSupportedException();
    }
}
