using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ringleader.Jobs.Stateful;

/// <summary>
/// The life of one worker: it starts once, its calls go through its pool, and it has ended when that is closed and empty. Timers run as
/// loops of its own, and take a place in the pool each time.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Late callers may still ask its stop token; without timer and wait handle it holds nothing.")]
internal sealed partial class WorkerInstance
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly Lock _lock = new(); // Guards the next two.
    private readonly List<Task> _timers = [];
    private bool _isEnding;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkerPool _pool;
    private readonly WorkerKind _kind;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private StatefulWorker? _worker;
    private object? _owned;

    public WorkerInstance(WorkerKind kind, string? key, TimeProvider time, ILogger logger)
    {
        _kind = kind;
        _time = time;
        _logger = logger;
        _pool = new(kind.Options.PoolSize);
        Address = new(kind.Name, key);
        Cache = new(kind.Options.CacheSize, kind.Options.CacheTime, time);
    }

    public WorkerAddress Address { get; }

    public WorkerCache Cache { get; }

    public WorkerStatus Status
    {
        get
        {
            var (running, waiting) = _pool.Load;
            return new(Address.Name, Address.Key, _started.Task.IsCompletedSuccessfully, running, waiting);
        }
    }

    /// <summary>Makes the worker and starts it; who wants to call it waits for that, and gets the error if it fails.</summary>
    /// <param name="data">What the worker is told.</param>
    /// <param name="forget">Called when it fails, before anybody hears of it, so that the next call finds another worker.</param>
    public async Task StartAsync(object? data, Action<WorkerInstance> forget)
    {
        try
        {
            await MakeWorker().StartAsync(this, data, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            LogNotStarted(problem, Address);
            await StopAllAsync().ConfigureAwait(false);
            forget(this);
            _started.SetException(problem);
            return;
        }

        LogStarted(Address);
        _started.SetResult();
    }

    /// <summary>Ends when the worker is ready for calls.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _started.Task.WaitAsync(cancellationToken);

    /// <summary>Calls a method and waits for its result.</summary>
    public async Task<object?> CallAsync(WorkerMethod method, object? argument, string? jobKey, JobContext? attempt, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, cancellationToken);
            return await InvokeAsync(method, argument, new(jobKey, attempt, stop.Token)).ConfigureAwait(false);
        }
        finally
        {
            _pool.Leave();
        }
    }

    /// <summary>Has a method called, and ends when that has a place to run in.</summary>
    public async Task TellAsync(WorkerMethod method, object? argument, string? jobKey, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);

        // Its owner is the pool: the worker has ended only when the place was given back.
        _ = Task.Run(() => RunToldAsync(method, argument, jobKey), CancellationToken.None);
    }

    public void Repeat(Schedule schedule, Func<CancellationToken, Task> work)
    {
        lock (_lock)
        {
            if (!_isEnding)
            {
                _timers.Add(Task.Run(() => RepeatAsync(schedule, work), CancellationToken.None));
            }
        }
    }

    /// <summary>Sends away who waits, tells what runs to stop, and waits for it. Called once, when nobody finds the worker any more.</summary>
    public async Task EndAsync()
    {
        // Before anything that runs gives its place back, lest the next in line gets it.
        _ = ClosePoolAsync();
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _started.Task.ConfigureAwait(false);
        }
        catch (Exception)
        {
            return; // It has failed to start, logged that, and stopped all by itself.
        }

        await StopAllAsync().ConfigureAwait(false);
        LogEnded(Address);
    }

    private async Task StopAllAsync()
    {
        Task[] timers;
        lock (_lock)
        {
            _isEnding = true;
            timers = [.. _timers];
        }

        Task empty = ClosePoolAsync();
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(timers).ConfigureAwait(false);
        await empty.ConfigureAwait(false);
        if (_owned is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else if (_owned is IDisposable synchronous)
        {
            synchronous.Dispose();
        }
    }

    private StatefulWorker MakeWorker()
    {
        if (_kind.Services is null)
        {
            _worker = _kind.Make(null);
            _owned = _worker;
            return _worker;
        }

        AsyncServiceScope scope = _kind.Services.CreateAsyncScope();
        _owned = scope; // Disposes of the worker too.
        _worker = _kind.Make(scope.ServiceProvider);
        return _worker;
    }

    private Task ClosePoolAsync() => _pool.CloseAsync(() => WorkerNotFoundException.ForEnded(Address));

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        await _pool.EnterAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls a method, and keeps what it returns if somebody may ask for it.</summary>
    private async Task<object?> InvokeAsync(WorkerMethod method, object? argument, WorkerCall call)
    {
        // Nobody enters before the worker is there.
        object? result = await method.InvokeAsync(_worker!, argument, call).ConfigureAwait(false);
        if (call.JobKey is { } key && result is not null)
        {
            Cache[key] = result;
        }

        return result;
    }

    private async Task RunToldAsync(WorkerMethod method, object? argument, string? jobKey)
    {
        try
        {
            await InvokeAsync(method, argument, new(jobKey, attempt: null, _stop.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // As it should be.
        }
        catch (Exception problem)
        {
            LogToldFailed(problem, Address, method.Name, jobKey);
        }
        finally
        {
            _pool.Leave();
        }
    }

    private async Task RepeatAsync(Schedule schedule, Func<CancellationToken, Task> work)
    {
        try
        {
            await WaitAsync(_stop.Token).ConfigureAwait(false);
            while (schedule.NextAfter(_time.GetUtcNow()) is { } next)
            {
                await DelayUntilAsync(next).ConfigureAwait(false);
                await _pool.EnterAsync(_stop.Token).ConfigureAwait(false);
                await RunTimerAsync(work).ConfigureAwait(false);
            }
        }
        catch (Exception problem) when (_stop.IsCancellationRequested && problem is OperationCanceledException or WorkerNotFoundException)
        {
            // The worker ends, and the timer with it.
        }
    }

    private async Task DelayUntilAsync(DateTimeOffset instant)
    {
        while (instant - _time.GetUtcNow() is var rest && rest > TimeSpan.Zero)
        {
            // A timer takes no more than 49 days.
            await Task.Delay(rest < LongestDelay ? rest : LongestDelay, _time, _stop.Token).ConfigureAwait(false);
        }
    }

    private async Task RunTimerAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (!_stop.IsCancellationRequested || problem is not OperationCanceledException)
        {
            LogTimerFailed(problem, Address);
        }
        finally
        {
            _pool.Leave();
        }
    }
}
