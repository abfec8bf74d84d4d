using Ringleader.Jobs.Stateful;

namespace Ringleader.Jobs.Tests.Stateful;

/// <summary>A worker whose calls wait until a test lets them go.</summary>
internal sealed class Kitchen : StatefulWorker, IStatefulWorker<Kitchen>, IAsyncDisposable
{
    private readonly TaskCompletionSource _disposed = new();
    private int _cooked;

    public object? StartData { get; private set; }

    public Func<Kitchen, CancellationToken, Task> WhenStarting { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Tells which call runs, and waits before it goes on.</summary>
    public Func<int, Task> WhenCooking { get; init; } = _ => Task.CompletedTask;

    public Task Disposed => _disposed.Task;

    public static void Offer(WorkerMethods<Kitchen> methods) => methods
        .Add<int, int>("cook", (kitchen, dish, call) => kitchen.CookAsync(dish, call))
        .Add<string>("clean", (kitchen, what, call) => Task.CompletedTask)
        .Add<int>("count", (kitchen, _) => Task.FromResult(kitchen._cooked))
        .Add("burn", (_, _) => throw new InvalidOperationException("It burns."))
        .Add<string?>("who", (kitchen, _) => Task.FromResult<string?>($"{kitchen.Name}/{kitchen.Key}"))
        .Add<int, string?>("note", (kitchen, dish, call) =>
        {
            kitchen.Cache[$"note-{dish}"] = call.JobKey ?? "no key";
            return Task.FromResult<string?>(null);
        });

    public new void Repeat(Schedule schedule, Func<CancellationToken, Task> work) => base.Repeat(schedule, work);

    public ValueTask DisposeAsync()
    {
        _disposed.TrySetResult();
        return ValueTask.CompletedTask;
    }

    protected override Task OnStartAsync(object? data, CancellationToken cancellationToken)
    {
        StartData = data;
        return WhenStarting(this, cancellationToken);
    }

    private async Task<int> CookAsync(int dish, WorkerCall call)
    {
        await WhenCooking(dish).WaitAsync(call.Stop);
        Interlocked.Increment(ref _cooked);
        return dish * 10;
    }
}
