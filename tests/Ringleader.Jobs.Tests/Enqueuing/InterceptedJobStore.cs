using System.Reflection;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Tests.Enqueuing;

/// <summary>A store whose enqueues a test watches, holds up or lets fail. All else goes to the store inside.</summary>
public class InterceptedJobStore : DispatchProxy
{
    private IJobStore _inner = null!; // Set where it is made.
    private Func<IReadOnlyList<NewJob>, CancellationToken, Task> _before = null!; // Set where it is made.

    /// <summary>A store with something that happens before each enqueue.</summary>
    public static IJobStore Around(IJobStore inner, Func<IReadOnlyList<NewJob>, CancellationToken, Task> before)
    {
        var store = Create<IJobStore, InterceptedJobStore>();
        ((InterceptedJobStore)store)._inner = inner;
        ((InterceptedJobStore)store)._before = before;
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        return targetMethod!.Name == nameof(IJobStore.EnqueueAsync)
            ? EnqueueAsync((IReadOnlyList<NewJob>)args![0]!, (CancellationToken)args[1]!)
            : targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    private async Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        await _before(jobs, cancellationToken);
        return await _inner.EnqueueAsync(jobs, cancellationToken);
    }
}
