using System.Runtime.ExceptionServices;
using Ringleader.Jobs.Scheduling;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Testing;

/// <summary>
/// Jobs in a test: in memory, run when the test says so, one at a time and in their order, with a clock that only the test moves. Nothing
/// runs by itself, so nothing has to be waited for.
/// </summary>
/// <example>
/// <code>
/// await using var jobs = new JobsTestHarness(registry =&gt; registry.AddHandler&lt;SendWelcome&gt;(async (job, context) =&gt; …));
/// await jobs.Client.EnqueueAsync(new SendWelcome(7));
/// Assert.Equal(1, (await jobs.DrainAsync()).Succeeded);
/// </code>
/// </example>
public sealed class JobsTestHarness : IAsyncDisposable
{
    private readonly JobRegistry _registry = new();
    private readonly JobWorkerOptions _options;
    private readonly InMemoryJobStore _store;
    private readonly ScheduleFirer _firer;

    /// <summary>Creates a store without jobs.</summary>
    /// <param name="register">Says which jobs there are and what runs them.</param>
    /// <param name="services">Where handlers get their services from; null without a container.</param>
    /// <exception cref="InvalidOperationException">The registry lacks the JSON form of a type; the message says what to write.</exception>
    public JobsTestHarness(Action<JobRegistry> register, IServiceProvider? services = null)
        : this(register, services, isInline: false)
    {
    }

    private JobsTestHarness(Action<JobRegistry> register, IServiceProvider? services, bool isInline)
    {
        ArgumentNullException.ThrowIfNull(register);
        register(_registry);
        _store = new(new(), Clock);
        _options = JobWorkerOptions.Default with { Name = "test", Slots = 1, Services = services, TimeProvider = Clock };
        Client = new(_store, _registry, JobClientOptions.Default with { TimeProvider = Clock, Enqueued = isInline ? RunInlineAsync : null });
        _firer = new(_store, _options, Jitter.Create());
    }

    /// <summary>Enqueues, and shows what became of jobs.</summary>
    public JobClient Client { get; }

    /// <summary>The clock of the store and of the jobs. <see cref="AdvanceAsync"/> moves it and runs what becomes due.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>Where the jobs are.</summary>
    public IJobStore Store => _store;

    /// <summary>
    /// A harness in which an enqueue runs the job before it returns, if it is ready, and what its handler throws reaches the caller.
    /// </summary>
    /// <param name="register">Says which jobs there are and what runs them.</param>
    /// <param name="services">Where handlers get their services from; null without a container.</param>
    public static JobsTestHarness Inline(Action<JobRegistry> register, IServiceProvider? services = null) => new(register, services, isInline: true);

    /// <summary>Runs what is ready now or due by a schedule, and what becomes ready by that.</summary>
    /// <returns>How the attempts ended.</returns>
    public Task<JobRunCounts> DrainAsync(CancellationToken cancellationToken = default) => RunAsync(failed: null, cancellationToken);

    /// <summary>Moves the clock forward, and runs what becomes due on the way, each at its time: schedules too.</summary>
    /// <param name="time">Zero or more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How the attempts ended.</returns>
    public async Task<JobRunCounts> AdvanceAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var target = Clock.GetUtcNow() + time;
        var counts = await DrainAsync(cancellationToken).ConfigureAwait(false);
        while (await UntilDueAsync(cancellationToken).ConfigureAwait(false) is { } due && Clock.GetUtcNow() + due <= target)
        {
            Clock.Advance(due);
            counts += await DrainAsync(cancellationToken).ConfigureAwait(false);
        }

        Clock.Advance(target - Clock.GetUtcNow());
        return counts + await DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets all jobs.</summary>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task RunInlineAsync(CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? first = null;
        await RunAsync(error => first ??= ExceptionDispatchInfo.Capture(error), cancellationToken).ConfigureAwait(false);
        first?.Throw();
    }

    private Task<JobRunCounts> RunAsync(Action<Exception>? failed, CancellationToken cancellationToken) => JobWorker.RunUntilIdleAsync(
        _store, _registry, _options, new() { EndsWhenIdle = true, ClaimsAhead = false, Client = Client, Failed = failed }, cancellationToken);

    /// <summary>How long until something is due.</summary>
    private async Task<TimeSpan?> UntilDueAsync(CancellationToken cancellationToken)
    {
        var job = (await _store.SweepAsync(new(1, _options.MaxCrashes), cancellationToken).ConfigureAwait(false)).NextDue;
        var schedule = (await _firer.FireDueAsync(cancellationToken).ConfigureAwait(false)).NextDue;
        return schedule is null || job < schedule ? job : schedule;
    }
}
