using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Working;

/// <summary>What tests of workers share: a store in memory behind a script, a clock that stands still, and kinds made of delegates.</summary>
public abstract class WorkerTest : IAsyncLifetime
{
    private readonly List<JobWorker> _workers = [];

    protected static TimeSpan SafetyNet { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of the worker, and of the store unless that has its own.</summary>
    protected FakeTimeProvider Clock { get; } = new();

    protected FakeTimeProvider StoreClock { get; init; }

    private protected ScriptedStore Store { get; private set; } = null!;

    protected JobRegistry Registry { get; } = new();

    protected JobWorkerOptions Options { get; set; } = JobWorkerOptions.Default;

    private static TimeSpan Step { get; } = TimeSpan.FromMilliseconds(100);

    protected static CancellationToken None => CancellationToken.None;

    protected WorkerTest()
    {
        StoreClock = Clock;
    }

    public ValueTask InitializeAsync()
    {
        Store = new(new InMemoryJobStore(null, StoreClock));
        Options = Options with { TimeProvider = Clock };
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Store.IsAway = false;
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        foreach (var worker in _workers)
        {
            var stopped = worker.StopAsync(now.Token);
            while (!stopped.IsCompleted)
            {
                Clock.Advance(TimeSpan.FromSeconds(1)); // for handlers that do not listen
                await Task.Yield();
            }
        }

        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected void Handle(string kind, Func<JobContext, Task> handle, RetryPolicy? retry = null) => Registry.Add(
        new JobRegistration(new JobKind(kind))
        {
            Retry = retry,
            Bind = _ => async (_, context) =>
            {
                await handle(context);
                return null;
            },
        });

    /// <summary>A kind whose handler has done its work when it returns.</summary>
    protected void HandleAtOnce(string kind, Action<JobContext> handle, RetryPolicy? retry = null) => Registry.Add(
        new JobRegistration(new JobKind(kind))
        {
            Retry = retry,
            Bind = _ => (_, context) =>
            {
                handle(context);
                return default;
            },
        });

    protected async Task<JobWorker> StartAsync()
    {
        var worker = await JobWorker.StartAsync(Store, Registry, Options).WaitAsync(SafetyNet);
        _workers.Add(worker);
        return worker;
    }

    protected Task<JobRunCounts> RunUntilIdleAsync() => JobWorker.RunUntilIdleAsync(Store, Registry, Options).WaitAsync(SafetyNet);

    /// <summary>Lets time pass in small steps, between which the loops of a worker wait for the clock again.</summary>
    /// <param name="time">How much.</param>
    /// <param name="loops">How many timers wait when all loops do.</param>
    protected async Task AdvanceAsync(TimeSpan time, int loops)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            await Clock.WhenPendingTimersAsync(loops).WaitAsync(SafetyNet);
            Clock.Advance(Step);
        }
    }

    /// <summary>Lets time pass until something has happened, however long that takes.</summary>
    protected async Task AdvanceUntilAsync(Task happened, int loops)
    {
        using var late = new CancellationTokenSource(SafetyNet);
        while (!happened.IsCompleted)
        {
            await Task.WhenAny(happened, Clock.WhenPendingTimersAsync(loops)).WaitAsync(late.Token);
            Clock.Advance(Step);
        }

        await happened;
    }

    protected static NewJob New(string kind) => new() { Kind = kind, Arguments = "{}"u8.ToArray() };

    protected async Task<JobId> EnqueueAsync(NewJob job) => (await Store.EnqueueAsync([job], None))[0].Id;

    protected Task<JobId> EnqueueAsync(string kind) => EnqueueAsync(New(kind));

    protected async Task EnqueueManyAsync(string kind, int count) => await Store.EnqueueAsync([.. Enumerable.Repeat(New(kind), count)], None);

    protected async Task<JobSnapshot> FindAsync(JobId id) => (await Store.FindAsync(id, None))!;

    /// <summary>Ends when a job is in a state: looked at again after each call of the store that changes jobs.</summary>
    protected async Task<JobSnapshot> WhenAsync(JobId id, JobState state)
    {
        using var changed = new SemaphoreSlim(0);
        Store.Answered = member =>
        {
            if (member != nameof(IJobStore.FindAsync))
            {
                changed.Release();
            }
        };
        while (true)
        {
            if (await FindAsync(id) is var job && job.State == state)
            {
                Store.Answered = null;
                return job;
            }

            Assert.True(await changed.WaitAsync(SafetyNet), $"Job {id} is {job.State} and does not become {state}.");
        }
    }
}
