namespace Ringleader.Jobs.Stateful;

/// <summary>A stateful worker, or a method of one, that is not there was asked for. The message names those that are.</summary>
public sealed class WorkerNotFoundException : JobException
{
    private const int MostNamed = 20;

    private WorkerNotFoundException(string message)
        : base(message)
    {
    }

    internal static WorkerNotFoundException ForName(string name, IEnumerable<string> names) =>
        new($"There is no stateful worker '{name}'. {List(names, "Add it with AddStatefulWorker.")}");

    internal static WorkerNotFoundException ForKey(WorkerAddress address, IEnumerable<string> keys) =>
        new($"There is no stateful worker '{address.Name}' with the key '{address.Key}'. {List(keys, "Make it with NewWorkerAsync.")}");

    internal static WorkerNotFoundException ForMethod(string name, string method, IEnumerable<string> methods) =>
        new($"The stateful worker '{name}' has no method '{method}'. {List(methods, "It offers none.")}");

    internal static WorkerNotFoundException ForEnded(WorkerAddress address) =>
        new($"The stateful worker '{address}' was deleted while the call waited for it.");

    private static string List(IEnumerable<string> names, string none)
    {
        string[] known = [.. names.Order(StringComparer.Ordinal).Take(MostNamed + 1)];
        return known.Length == 0
            ? none
            : $"There is {string.Join(", ", known.Take(MostNamed).Select(name => $"'{name}'"))}{(known.Length > MostNamed ? " and more" : "")}.";
    }
}
