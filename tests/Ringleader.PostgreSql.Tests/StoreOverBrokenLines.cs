using System.Reflection;
using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.PostgreSql.Tests;

/// <summary>
/// A store as the simulation wants it, on a database that breaks connections off: calls that are only questions or settings are made until
/// they succeed; the others fail as the simulation's own faults do, since they may have done their work.
/// </summary>
public class StoreOverBrokenLines : DispatchProxy
{
    private static readonly string[] Insisted =
    [
        nameof(IJobStore.GetTimeAsync), nameof(IJobStore.CountAsync), nameof(IJobStore.ListAsync), nameof(IJobStore.SweepAsync),
        nameof(IJobStore.SetLimitAsync), nameof(IJobStore.SaveScheduleAsync), nameof(IJobStore.ListSchedulesAsync),
    ];

    private IJobStore _store = null!;
    private int _broken;

    /// <summary>How many calls lost their connection.</summary>
    public int Broken => _broken;

    public static IJobStore Over(IJobStore store)
    {
        var proxy = Create<IJobStore, StoreOverBrokenLines>();
        ((StoreOverBrokenLines)(object)proxy)._store = store;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (!targetMethod.ReturnType.IsAssignableTo(typeof(Task)))
        {
            return targetMethod.Invoke(_store, args);
        }

        var result = targetMethod.ReturnType.IsGenericType ? targetMethod.ReturnType.GetGenericArguments()[0] : typeof(bool);
        return GetType().BaseType!.GetMethod(nameof(CallAsync), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(result).Invoke(this, [targetMethod, args]);
    }

    private async Task<T> CallAsync<T>(MethodInfo method, object?[]? args)
    {
        while (true)
        {
            try
            {
                var task = (Task)method.Invoke(_store, args)!;
                await task;
                return task is Task<T> answer ? await answer : default!;
            }
            catch (JobStoreException error) when (error.IsTransient)
            {
                Interlocked.Increment(ref _broken);
                if (!Insisted.Contains(method.Name))
                {
                    throw new InjectedFaultException(error.Message);
                }
            }
        }
    }
}
