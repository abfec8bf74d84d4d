namespace Ringleader.Jobs.Stateful;

/// <summary>What a name stands for: a class of workers, what it offers, and how one is made.</summary>
/// <param name="Name">The name.</param>
/// <param name="Options">How its workers run.</param>
/// <param name="Methods">What they offer, by name.</param>
/// <param name="Make">Makes a worker, of its services where it has a container.</param>
internal sealed record WorkerKind(
    string Name,
    StatefulWorkerOptions Options,
    IReadOnlyDictionary<string, WorkerMethod> Methods,
    Func<IServiceProvider?, StatefulWorker> Make)
{
    /// <summary>The container in which each worker gets a scope of its own; null when they are made without.</summary>
    public IServiceProvider? Services { get; init; }

    /// <exception cref="ArgumentException">The name is not valid, or an option is out of its range.</exception>
    public static WorkerKind Of<TWorker>(string name, Func<IServiceProvider?, TWorker> make, StatefulWorkerOptions? options)
        where TWorker : StatefulWorker, IStatefulWorker<TWorker>
    {
        WorkerNames.Require(name);
        options ??= StatefulWorkerOptions.Default;
        options.Validate();
        var methods = new WorkerMethods<TWorker>();
        TWorker.Offer(methods);
        return new(name, options, methods.ByName, make);
    }

    /// <exception cref="WorkerNotFoundException">There is none.</exception>
    public WorkerMethod Method(string method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return Methods.TryGetValue(method, out WorkerMethod? found) ? found : throw WorkerNotFoundException.ForMethod(Name, method, Methods.Keys);
    }
}
