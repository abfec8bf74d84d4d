using System.Data.Common;
using System.Diagnostics;
using System.Linq.Expressions;
using Ringleader.Jobs.Enqueuing;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs;

/// <summary>
/// Enqueues jobs, asks what became of them, and steers them. One for a whole process; it holds nothing that has to be disposed. Thread-safe.
/// </summary>
/// <remarks>
/// <para>When an enqueue returns, the job is as durable as its store. While the store cannot be reached, an enqueue is tried again for
/// <see cref="JobClientOptions.RetryFor"/>, and never doubles the job; other calls fail at once with an exception whose
/// <see cref="RingleaderException.IsTransient"/> is true. Single jobs that are enqueued at the same time share one call of the store.</para>
/// <para>Cancelling an enqueue stops the waiting; the job may have been enqueued by then.</para>
/// </remarks>
public sealed partial class JobClient
{
    private readonly IJobStore _store;
    private readonly JobRegistry _registry;
    private readonly JobDrafts _drafts;
    private readonly StoreCalls _calls;
    private readonly EnqueueLine _line;
    private readonly TimeProvider _timeProvider;
    private readonly Func<CancellationToken, Task>? _enqueued;

    /// <summary>Creates a client.</summary>
    /// <param name="store">Keeps the jobs; belongs to the caller.</param>
    /// <param name="registry">The kinds of jobs; takes nothing more from now on.</param>
    /// <param name="options">How to hand jobs over; the defaults when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value of the options is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The registry lacks the JSON form of a type; the message says what to write.</exception>
    public JobClient(IJobStore store, JobRegistry registry, JobClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(registry);
        options ??= JobClientOptions.Default;
        JobClientOptions.ThrowIfInvalid(options);
        _ = registry.Kinds;
        _store = store;
        _registry = registry;
        _timeProvider = options.TimeProvider;
        _enqueued = options.Enqueued;
        _drafts = new JobDrafts(registry, options);
        _calls = new StoreCalls(store, options.RetryFor, _timeProvider);
        _line = new EnqueueLine(_calls);
    }

    /// <summary>The name of the store in logs and errors.</summary>
    internal string StoreName => _store.Name;

    /// <summary>The clock of waits.</summary>
    internal TimeProvider TimeProvider => _timeProvider;

    /// <summary>The kinds of jobs.</summary>
    internal JobRegistry Registry => _registry;

    /// <summary>Enqueues a job.</summary>
    /// <param name="job">An object of a registered type.</param>
    /// <param name="options">How it is to be run; what the kind says when null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its number, or that of the job that holds its unique key already.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, the arguments are no JSON or too large, or it is to come after a job that never was.</exception>
    /// <exception cref="InvalidOperationException">The type is not registered.</exception>
    public async Task<JobReceipt> EnqueueAsync(object job, JobOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var activity = StartEnqueue();
        return await EnqueueAsync(_drafts.Of(job, options), activity, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Enqueues jobs in one call, all or none.</summary>
    /// <typeparam name="TJob">Their type, or a base of their types.</typeparam>
    /// <param name="jobs">Objects of registered types.</param>
    /// <param name="options">How each of them is to be run.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>One receipt for each, in their order.</returns>
    /// <exception cref="ArgumentException">As for <see cref="EnqueueAsync(object, JobOptions?, CancellationToken)"/>.</exception>
    public async Task<IReadOnlyList<JobReceipt>> EnqueueAllAsync<TJob>(
        IEnumerable<TJob> jobs, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TJob : notnull
    {
        ArgumentNullException.ThrowIfNull(jobs);
        using var activity = StartEnqueue();
        return await EnqueueAsync([.. jobs.Select(job => _drafts.Of(job, options))], activity, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Enqueues jobs in one call, all or none, each with options of its own.</summary>
    /// <typeparam name="TJob">Their type, or a base of their types.</typeparam>
    /// <param name="jobs">Objects of registered types.</param>
    /// <param name="options">Gives the options of a job; null for what its kind says. Called once for each job, before anything is enqueued.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>One receipt for each, in their order.</returns>
    /// <exception cref="ArgumentException">As for <see cref="EnqueueAsync(object, JobOptions?, CancellationToken)"/>.</exception>
    public async Task<IReadOnlyList<JobReceipt>> EnqueueAllAsync<TJob>(
        IEnumerable<TJob> jobs, Func<TJob, JobOptions?> options, CancellationToken cancellationToken = default)
        where TJob : notnull
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(options);
        using var activity = StartEnqueue();
        return await EnqueueAsync([.. jobs.Select(job => _drafts.Of(job, options(job)))], activity, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Enqueues a job whose type this process does not know: for tools.</summary>
    /// <param name="kind">The stable name of its type, or an alias that the registry knows.</param>
    /// <param name="arguments">Its arguments, JSON in UTF-8; copied.</param>
    /// <param name="version">The form of the arguments.</param>
    /// <param name="options">How it is to be run.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The kind is no name, the arguments are no JSON, or as for <see cref="EnqueueAsync(object, JobOptions?, CancellationToken)"/>.</exception>
    public async Task<JobReceipt> EnqueueRawAsync(
        string kind, ReadOnlyMemory<byte> arguments, int version = 1, JobOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var activity = StartEnqueue();
        return await EnqueueAsync(_drafts.OfRaw(kind, arguments, version, options), activity, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Calls a method of a service later, as a job. What the method returns, or its task gives, is the job's result. Where it takes a
    /// <see cref="CancellationToken"/> or a <see cref="JobContext"/>, it gets those of the attempt, whatever the call says.
    /// </summary>
    /// <typeparam name="TService">A service that was allowed with <see cref="JobRegistry.AllowCalls{TService}"/>.</typeparam>
    /// <param name="call">One call, such as <c>video => video.EncodeAsync(42)</c>; its arguments are worked out now and stored as JSON.</param>
    /// <param name="options">How it is to be run.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">It is not one call of a method that can be called later, or as for <see cref="EnqueueAsync(object, JobOptions?, CancellationToken)"/>.</exception>
    /// <exception cref="InvalidOperationException">Calls of the service are not allowed, or it is not known how an argument is written.</exception>
    public Task<JobReceipt> SendLaterAsync<TService>(
        Expression<Func<TService, Task>> call, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TService : class => SendLaterAsync(typeof(TService), call, options, cancellationToken);

    /// <summary>Calls a method of a service later, as a job: one that does its work before it returns.</summary>
    /// <inheritdoc cref="SendLaterAsync{TService}(Expression{Func{TService, Task}}, JobOptions?, CancellationToken)"/>
    public Task<JobReceipt> SendLaterAsync<TService>(
        Expression<Action<TService>> call, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TService : class => SendLaterAsync(typeof(TService), call, options, cancellationToken);

    /// <summary>Enqueues jobs that belong together, all or none.</summary>
    /// <param name="batch">At least one job, and what follows.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The number of the batch, which <see cref="JobFilter.BatchId"/> finds its jobs by.</returns>
    /// <exception cref="ArgumentException">The batch is empty, or as for <see cref="EnqueueAsync(object, JobOptions?, CancellationToken)"/>.</exception>
    public async Task<long> EnqueueBatchAsync(JobBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Jobs.Count == 0)
        {
            throw new ArgumentException("The batch has no jobs. Add one at least.", nameof(batch));
        }

        using var activity = StartEnqueue();
        var draft = new NewBatch(
            [.. batch.Jobs.Select(one => _drafts.Of(one.Job, one.Options))],
            batch.WhenSucceeded is { } succeeded ? _drafts.Of(succeeded.Job, succeeded.Options) : null,
            batch.WhenEnded is { } ended ? _drafts.Of(ended.Job, ended.Options) : null,
            _drafts.NewToken());
        var batchId = await _calls.CallAsync(static (store, draft, token) => store.EnqueueBatchAsync(draft, token), draft, cancellationToken).ConfigureAwait(false);
        await TellAsync(cancellationToken).ConfigureAwait(false);
        return batchId;
    }

    /// <summary>Enqueues jobs of which some come after others, all or none.</summary>
    /// <param name="workflow">The jobs.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The number of each job, by its name in the workflow.</returns>
    /// <exception cref="ArgumentException">A name is unknown, jobs wait for one another, or as for <see cref="EnqueueAsync(object, JobOptions?, CancellationToken)"/>.</exception>
    public async Task<IReadOnlyDictionary<string, JobId>> EnqueueWorkflowAsync(JobWorkflow workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        using var activity = StartEnqueue();
        var draft = _drafts.Of(workflow);
        return draft.Number(await EnqueueAsync(draft.Jobs, activity, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Enqueues inside a transaction of the caller's on the store's database: the jobs exist exactly if it commits.</summary>
    /// <param name="transaction">Open, on the database of the store. For EF Core, <c>db.Database.CurrentTransaction.GetDbTransaction()</c>.</param>
    /// <exception cref="NotSupportedException">The store is no database.</exception>
    public JobTransaction In(DbTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return _store is ITransactionalJobStore store
            ? new JobTransaction(store, transaction, _drafts)
            : throw new NotSupportedException($"The store '{_store.Name}' takes part in no transactions. The SQLite and PostgreSQL stores do, in those of their database.");
    }

    /// <summary>Enqueues a job of a kind that need not be registered, with arguments that are written already and belong to it from now on.</summary>
    internal async Task<JobReceipt> EnqueueAsync(JobKind kind, ReadOnlyMemory<byte> arguments, JobOptions? options, CancellationToken cancellationToken)
    {
        using var activity = StartEnqueue();
        return await EnqueueAsync(_drafts.Of(kind, arguments, options), activity, cancellationToken).ConfigureAwait(false);
    }

    private static Activity? StartEnqueue() => JobsDiagnostics.Activities.StartActivity("enqueue", ActivityKind.Producer);

    private async Task<JobReceipt> SendLaterAsync(Type service, LambdaExpression call, JobOptions? options, CancellationToken cancellationToken)
    {
        using var activity = StartEnqueue();
        return await EnqueueAsync(_drafts.OfCall(service, call, options), activity, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<JobReceipt> EnqueueAsync(NewJob draft, Activity? activity, CancellationToken cancellationToken)
    {
        activity?.SetTag("ringleader.jobs.kind", draft.Kind).SetTag("ringleader.jobs.queue", draft.Queue);
        var receipt = await _line.EnqueueAsync(draft, cancellationToken).ConfigureAwait(false);
        await TellAsync(cancellationToken).ConfigureAwait(false);
        return receipt;
    }

    private async ValueTask<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> drafts, Activity? activity, CancellationToken cancellationToken)
    {
        activity?.SetTag("ringleader.jobs.count", drafts.Count);
        var receipts = await _calls.CallAsync(static (store, drafts, token) => store.EnqueueAsync(drafts, token), drafts, cancellationToken).ConfigureAwait(false);
        await TellAsync(cancellationToken).ConfigureAwait(false);
        return receipts;
    }

    private Task TellAsync(CancellationToken cancellationToken) => _enqueued?.Invoke(cancellationToken) ?? Task.CompletedTask;
}
