using System.Data.Common;
using System.Linq.Expressions;
using Ringleader.Jobs.Enqueuing;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs;

/// <summary>
/// Enqueues inside a transaction of the caller's: the jobs exist exactly if it commits. Got from <see cref="JobClient.In"/>; used, like the
/// transaction, by one caller at a time. Nothing is tried again, since an error may have ended the transaction.
/// </summary>
public sealed class JobTransaction
{
    private readonly ITransactionalJobStore _store;
    private readonly DbTransaction _transaction;
    private readonly JobDrafts _drafts;

    internal JobTransaction(ITransactionalJobStore store, DbTransaction transaction, JobDrafts drafts)
    {
        _store = store;
        _transaction = transaction;
        _drafts = drafts;
    }

    /// <inheritdoc cref="JobClient.EnqueueAsync(object, JobOptions?, CancellationToken)"/>
    public Task<JobReceipt> EnqueueAsync(object job, JobOptions? options = null, CancellationToken cancellationToken = default) =>
        EnqueueAsync(_drafts.Of(job, options), cancellationToken);

    /// <inheritdoc cref="JobClient.EnqueueAllAsync{TJob}(IEnumerable{TJob}, JobOptions?, CancellationToken)"/>
    public Task<IReadOnlyList<JobReceipt>> EnqueueAllAsync<TJob>(
        IEnumerable<TJob> jobs, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TJob : notnull
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return EnqueueAsync([.. jobs.Select(job => _drafts.Of(job, options))], cancellationToken);
    }

    /// <inheritdoc cref="JobClient.EnqueueAllAsync{TJob}(IEnumerable{TJob}, Func{TJob, JobOptions?}, CancellationToken)"/>
    public Task<IReadOnlyList<JobReceipt>> EnqueueAllAsync<TJob>(
        IEnumerable<TJob> jobs, Func<TJob, JobOptions?> options, CancellationToken cancellationToken = default)
        where TJob : notnull
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(options);
        return EnqueueAsync([.. jobs.Select(job => _drafts.Of(job, options(job)))], cancellationToken);
    }

    /// <inheritdoc cref="JobClient.EnqueueRawAsync"/>
    public Task<JobReceipt> EnqueueRawAsync(
        string kind, ReadOnlyMemory<byte> arguments, int version = 1, JobOptions? options = null, CancellationToken cancellationToken = default) =>
        EnqueueAsync(_drafts.OfRaw(kind, arguments, version, options), cancellationToken);

    /// <inheritdoc cref="JobClient.SendLaterAsync{TService}(Expression{Func{TService, Task}}, JobOptions?, CancellationToken)"/>
    public Task<JobReceipt> SendLaterAsync<TService>(
        Expression<Func<TService, Task>> call, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TService : class => EnqueueAsync(_drafts.OfCall(typeof(TService), call, options), cancellationToken);

    /// <inheritdoc cref="JobClient.SendLaterAsync{TService}(Expression{Action{TService}}, JobOptions?, CancellationToken)"/>
    public Task<JobReceipt> SendLaterAsync<TService>(
        Expression<Action<TService>> call, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TService : class => EnqueueAsync(_drafts.OfCall(typeof(TService), call, options), cancellationToken);

    /// <inheritdoc cref="JobClient.EnqueueWorkflowAsync"/>
    public async Task<IReadOnlyDictionary<string, JobId>> EnqueueWorkflowAsync(JobWorkflow workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        var draft = _drafts.Of(workflow);
        return draft.Number(await EnqueueAsync(draft.Jobs, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>As <see cref="JobClient"/> does.</summary>
    internal Task<JobReceipt> EnqueueAsync(JobKind kind, ReadOnlyMemory<byte> arguments, JobOptions? options, CancellationToken cancellationToken) =>
        EnqueueAsync(_drafts.Of(kind, arguments, options), cancellationToken);

    private async Task<JobReceipt> EnqueueAsync(NewJob draft, CancellationToken cancellationToken) =>
        (await EnqueueAsync([draft], cancellationToken).ConfigureAwait(false))[0];

    // A token is of use only to who tries again.
    private Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> drafts, CancellationToken cancellationToken) =>
        _store.EnqueueAsync(_transaction, [.. drafts.Select(draft => draft with { Token = null })], cancellationToken);
}
