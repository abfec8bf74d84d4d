namespace Ringleader.Jobs.Stateful;

/// <summary>
/// A worker that lives on between calls and keeps what it learned: a connection, a model in memory, counters, the state of a long job.
/// </summary>
/// <remarks>
/// <para>
/// This is BackgrounDRb's idea of a worker (<c>server/lib/meta_worker.rb</c>, <c>lib/backgroundrb/rails_worker_proxy.rb</c>) inside one
/// process. What a job handler is to a job, made anew for each attempt, such a worker is to all its calls.
/// </para>
/// <list type="bullet">
/// <item><b>Life.</b> A class is added under a name to a <see cref="StatefulWorkers"/>. Its default instance starts with the host or at the
/// first call, whichever comes first; further ones have a key (<c>worker_key</c>) and start when they are made. <see cref="OnStartAsync"/>
/// (<c>create</c>) runs before any call; when it fails, whoever waits for the worker gets the error, and the next call starts a new one.</item>
/// <item><b>Calls</b> name a method that the class offers (<see cref="IStatefulWorker{TSelf}"/>). Told calls run in memory and nobody waits
/// for them (<c>async_m</c>), called ones are awaited, durable ones go through the job store and survive a restart (<c>enq_m</c>). A worker
/// or a method that is not there is a <see cref="WorkerNotFoundException"/> at once.</item>
/// <item><b>Bounds.</b> At most <see cref="StatefulWorkerOptions.PoolSize"/> calls and timers run at a time; whoever comes then waits in line,
/// first come first served (BackgrounDRb blocked too, but served the last first), and leaves the line when cancelled. With a size of 1
/// the worker needs no locks. A call of its own methods from inside waits in the same line: with a full pool it would wait for itself.</item>
/// <item><b>Results</b> are kept by job key in <see cref="Cache"/>, bounded in number and time, and asked for with
/// <see cref="WorkerHandle.AskResultAsync"/>. What a told call returns is kept if it was given a key; when it fails, that is logged.</item>
/// <item><b>End.</b> Deleting a worker, or disposing of all, stops those who wait in line, signals <see cref="WorkerCall.Stop"/> to those who
/// run, and waits for them. What was told and not yet run is lost; what was enqueued is not.</item>
/// </list>
/// </remarks>
public abstract class StatefulWorker
{
    private WorkerInstance? _instance;

    /// <summary>The name that its class was added under.</summary>
    public string Name => Instance.Address.Name;

    /// <summary>What tells it from others of its name; null for the default instance.</summary>
    public string? Key => Instance.Address.Key;

    /// <summary>What it keeps for those who ask later, by job key. Thread-safe.</summary>
    protected WorkerCache Cache => Instance.Cache;

    private WorkerInstance Instance =>
        _instance ?? throw new InvalidOperationException($"'{GetType()}' was not started by a {nameof(StatefulWorkers)}. Use these members from OnStartAsync on.");

    /// <summary>Prepares the worker. No call runs before it has ended.</summary>
    /// <param name="data">What the maker of a keyed worker gave; null for the default instance.</param>
    /// <param name="cancellationToken">The worker is deleted while it starts.</param>
    protected virtual Task OnStartAsync(object? data, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Runs something again and again until the worker ends, BackgrounDRb's <c>add_periodic_timer</c>. It takes a place in the pool, never
    /// overlaps itself, and leaves out what became due meanwhile; an error is logged, and the next time comes all the same.
    /// </summary>
    /// <param name="schedule">When.</param>
    /// <param name="work">What; its token ends with the worker.</param>
    protected void Repeat(Schedule schedule, Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(work);
        Instance.Repeat(schedule, work);
    }

    internal Task StartAsync(WorkerInstance instance, object? data, CancellationToken cancellationToken) =>
        Interlocked.CompareExchange(ref _instance, instance, null) is null
            ? OnStartAsync(data, cancellationToken)
            : throw new InvalidOperationException($"The same '{GetType()}' was made twice. Make a new one each time.");
}
