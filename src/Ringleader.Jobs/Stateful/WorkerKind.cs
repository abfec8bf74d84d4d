namespace Ringleader.Jobs.Stateful;

/// <summary>What a name stands for: a class of workers, what it offers, and how one is made.</summary>
/// <param name="Name">The name.</param>
/// <param name="Options">How its workers run.</param>
/// <param name="Methods">What they offer, by name.</param>
/// <param name="Make">Makes a worker, and gives what has to be disposed of after it.</param>
internal sealed record WorkerKind(
    string Name,
    StatefulWorkerOptions Options,
    IReadOnlyDictionary<string, WorkerMethod> Methods,
    Func<(StatefulWorker Worker, object Owned)> Make)
{
    public static IReadOnlyDictionary<string, WorkerMethod> MethodsOf<TWorker>()
        where TWorker : StatefulWorker, IStatefulWorker<TWorker>
    {
        var methods = new WorkerMethods<TWorker>();
        TWorker.Offer(methods);
        return methods.ByName;
    }

    /// <exception cref="WorkerNotFoundException">There is none.</exception>
    public WorkerMethod Method(string method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return Methods.TryGetValue(method, out WorkerMethod? found) ? found : throw WorkerNotFoundException.ForMethod(Name, method, Methods.Keys);
    }
}
