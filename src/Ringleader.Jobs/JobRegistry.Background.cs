using Ringleader.Jobs.Stateful;
using Ringleader.Jobs.Stubs;

namespace Ringleader.Jobs;

public sealed partial class JobRegistry
{
    /// <summary>Runs the jobs of a class with <see cref="BackgroundAttribute"/> methods. A process that only enqueues them need not.</summary>
    /// <typeparam name="T">The class; the source generator makes it fit.</typeparam>
    /// <param name="make">Gives the object to call for an attempt; the one of the attempt's container when null.</param>
    /// <exception cref="ArgumentException">A name of one of its methods is none or belongs to another kind.</exception>
    public JobRegistry AddBackground<T>(Func<JobContext, T>? make = null)
        where T : class, IBackgroundMethods<T>
    {
        foreach (var method in T.BackgroundMethods)
        {
            Add(method.ToRegistration(make ?? FromContainer<T>));
        }

        return this;
    }

    /// <summary>Runs the durable calls of stateful workers: of all names that were added to them before.</summary>
    /// <param name="workers">The workers, which the caller owns and disposes of after the job worker.</param>
    /// <exception cref="ArgumentException">One of the names is taken.</exception>
    public JobRegistry AddStatefulWorkers(StatefulWorkers workers)
    {
        ArgumentNullException.ThrowIfNull(workers);
        foreach (WorkerKind kind in workers.Kinds)
        {
            AddStatefulWorker(kind, _ => workers);
        }

        return this;
    }

    /// <summary>Runs the durable calls of the workers of one name, which each attempt finds for itself.</summary>
    internal void AddStatefulWorker(WorkerKind kind, Func<JobContext, StatefulWorkers> workers)
    {
        foreach (WorkerMethod method in kind.Methods.Values)
        {
            Add(DurableCall.ToRegistration(kind.Name, method, workers));
        }
    }

    private static T FromContainer<T>(JobContext context)
        where T : class => (T?)context.Services.GetService(typeof(T)) ?? throw new InvalidOperationException(
            $"'{typeof(T)}', whose [Background] methods are to run, is not in the container. Register it there, for example with AddJobs().AddBackground<{typeof(T).Name}>().");
}
