using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Tests.Enqueuing;

/// <summary>
/// A store whose calls are counted, and whose enqueues a test watches, holds up or lets fail. All else goes to the store inside. Made as a
/// transactional one, it hands what is enqueued in a transaction to the store inside at once.
/// </summary>
public class InterceptedJobStore : DispatchProxy
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private IJobStore _inner = null!; // Set where it is made.
    private Func<IReadOnlyList<NewJob>, CancellationToken, Task> _before = null!; // Set where it is made.

    /// <summary>The last transaction in which something was enqueued.</summary>
    public DbTransaction? Transaction { get; private set; }

    /// <summary>A store with something that happens before each enqueue.</summary>
    public static TStore Around<TStore>(IJobStore inner, Func<IReadOnlyList<NewJob>, CancellationToken, Task> before)
        where TStore : class, IJobStore
    {
        var store = Create<TStore, InterceptedJobStore>();
        Of(store)._inner = inner;
        Of(store)._before = before;
        return store;
    }

    /// <summary>What is behind a store.</summary>
    public static InterceptedJobStore Of(IJobStore store) => (InterceptedJobStore)(object)store;

    /// <summary>How often a method was called.</summary>
    public static int CallsOf(IJobStore store, string method) => Of(store)._calls.GetValueOrDefault(method);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _calls.AddOrUpdate(targetMethod!.Name, 1, (_, count) => count + 1);
        if (targetMethod.Name != nameof(IJobStore.EnqueueAsync))
        {
            return targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        }

        Transaction = args![0] as DbTransaction ?? Transaction;
        return EnqueueAsync((IReadOnlyList<NewJob>)args[^2]!, (CancellationToken)args[^1]!);
    }

    private async Task<IReadOnlyList<JobReceipt>> EnqueueAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        await _before(jobs, cancellationToken);
        return await _inner.EnqueueAsync(jobs, cancellationToken);
    }
}
