using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Stateful;

/// <summary>A way to call one stateful worker, by its name and key; it stays good while the worker itself comes and goes. Thread-safe.</summary>
public sealed class WorkerHandle
{
    private readonly StatefulWorkers _workers;
    private readonly WorkerKind _kind;

    internal WorkerHandle(StatefulWorkers workers, WorkerKind kind, string? key)
    {
        _workers = workers;
        _kind = kind;
        Key = key;
    }

    /// <summary>What the worker's class was added under.</summary>
    public string Name => _kind.Name;

    /// <summary>What tells it from others of the name; null for the default worker.</summary>
    public string? Key { get; }

    /// <summary>Calls a method and waits for its result. In memory: when the process ends, so does the call.</summary>
    /// <param name="method">The name that it is offered under.</param>
    /// <param name="argument">What it takes; null when it takes nothing. It is handed over as it is, not copied.</param>
    /// <param name="jobKey">Keeps the result under this key too; null does not.</param>
    /// <param name="cancellationToken">Leaves the line, or tells the method to stop when it runs already.</param>
    /// <exception cref="WorkerNotFoundException">There is no such worker or method, or the worker is deleted meanwhile.</exception>
    /// <exception cref="ArgumentException">The argument or the result is of another type.</exception>
    public async Task<TResult> CallAsync<TResult>(string method, object? argument = null, string? jobKey = null, CancellationToken cancellationToken = default)
    {
        WorkerMethod found = _kind.Method(method);
        if (!typeof(TResult).IsAssignableFrom(found.ResultType) || found.ResultType == typeof(Nothing))
        {
            throw new ArgumentException(
                $"The method '{method}' of the worker '{Name}' gives {(found.ResultType == typeof(Nothing) ? "no result" : $"'{found.ResultType}'")}, not '{typeof(TResult)}'.", nameof(method));
        }

        object? result = await CallAsync(found, argument, jobKey, cancellationToken).ConfigureAwait(false);
        return (TResult)result!; // Null only where the method's own result may be.
    }

    /// <summary>Calls a method and waits until it is done.</summary>
    /// <inheritdoc cref="CallAsync{TResult}"/>
    public async Task CallAsync(string method, object? argument = null, string? jobKey = null, CancellationToken cancellationToken = default) =>
        await CallAsync(_kind.Method(method), argument, jobKey, cancellationToken).ConfigureAwait(false);

    /// <summary>Has a method called without waiting for it, <c>async_m</c>. In memory; an error is logged, and nobody else hears of it.</summary>
    /// <param name="method">The name that it is offered under.</param>
    /// <param name="argument">What it takes; null when it takes nothing.</param>
    /// <param name="jobKey">Keeps the result under this key; null drops it.</param>
    /// <param name="cancellationToken">Leaves the line.</param>
    /// <returns>Ends when the method has a place to run in: at once, or when it is its turn in a pool that is full.</returns>
    /// <exception cref="WorkerNotFoundException">There is no such worker or method, or the worker is deleted meanwhile.</exception>
    /// <exception cref="ArgumentException">The argument is of another type.</exception>
    public async Task TellAsync(string method, object? argument = null, string? jobKey = null, CancellationToken cancellationToken = default)
    {
        WorkerMethod found = _kind.Method(method);
        object? accepted = found.Accept(Name, argument);
        await _workers.Find(_kind, Key).TellAsync(found, accepted, jobKey, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the worker keeps under a job key: the result of a call, or what it put there itself, such as how far it is.</summary>
    /// <returns>The value at once; the default when there is none, none yet, or none any more.</returns>
    /// <exception cref="WorkerNotFoundException">Nobody has made a worker with the key.</exception>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public Task<TResult?> AskResultAsync<TResult>(string jobKey)
    {
        ArgumentNullException.ThrowIfNull(jobKey);
        WorkerInstance? instance = Key is null ? _workers.TryFind(new(Name, Key)) : _workers.Find(_kind, Key);
        return Task.FromResult(instance?.Cache[jobKey] is { } kept ? (TResult?)kept : default);
    }

    /// <summary>
    /// Stores the call as a job of the kind <c>worker:NAME.METHOD</c>, <c>enq_m</c>: any process with this worker runs it, after a restart too,
    /// and tries again when it fails. A worker with a key is started without data where it is not there.
    /// </summary>
    /// <param name="jobs">Where to store it.</param>
    /// <param name="method">The name that it is offered under.</param>
    /// <param name="argument">What it takes, which is stored as JSON; null when it takes nothing.</param>
    /// <param name="jobKey">Keeps the result under this key too, and makes it the only such call of the worker until it ends, unless the options say otherwise.</param>
    /// <param name="options">How to run it; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WorkerNotFoundException">There is no such method.</exception>
    /// <exception cref="ArgumentException">The argument is of another type.</exception>
    public async Task<JobReceipt> EnqueueAsync(
        JobClient jobs, string method, object? argument = null, string? jobKey = null, JobOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        WorkerMethod found = _kind.Method(method);
        var call = new DurableCall(Key, jobKey, found.Accept(Name, argument));
        JobOptions settled = options ?? JobOptions.Default;
        if (jobKey is not null && settled.Unique is null)
        {
            settled = settled with { Unique = new(Key is null ? jobKey : $"{Key}/{jobKey}") };
        }

        var kind = new JobKind(DurableCall.KindOf(Name, found));
        return await jobs.EnqueueAsync(kind, call.Write(found, jobs.Registry.Kinds.Json), settled, cancellationToken).ConfigureAwait(false);
    }

    private async Task<object?> CallAsync(WorkerMethod method, object? argument, string? jobKey, CancellationToken cancellationToken)
    {
        object? accepted = method.Accept(Name, argument);
        return await _workers.Find(_kind, Key).CallAsync(method, accepted, jobKey, attempt: null, cancellationToken).ConfigureAwait(false);
    }
}
