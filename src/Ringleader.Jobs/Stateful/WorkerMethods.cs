namespace Ringleader.Jobs.Stateful;

/// <summary>Collects what a class of stateful workers offers.</summary>
/// <typeparam name="TWorker">The class.</typeparam>
public sealed class WorkerMethods<TWorker>
    where TWorker : StatefulWorker
{
    private readonly Dictionary<string, WorkerMethod> _byName = new(StringComparer.Ordinal);

    internal WorkerMethods()
    {
    }

    internal IReadOnlyDictionary<string, WorkerMethod> ByName => _byName;

    /// <summary>A method with an argument and a result. Both are JSON in durable calls only.</summary>
    /// <param name="name">1 to 40 letters, digits, dashes or underscores.</param>
    /// <param name="method">The call of it.</param>
    /// <exception cref="ArgumentException">The name is not valid or taken.</exception>
    public WorkerMethods<TWorker> Add<TArgument, TResult>(string name, Func<TWorker, TArgument, WorkerCall, Task<TResult>> method)
    {
        ArgumentNullException.ThrowIfNull(method);
        WorkerNames.Require(name);
        return _byName.TryAdd(name, new WorkerMethod<TWorker, TArgument, TResult>(name, method))
            ? this
            : throw new ArgumentException($"'{typeof(TWorker)}' offers two methods '{name}'. Give one another name.", nameof(name));
    }

    /// <summary>A method with an argument.</summary>
    /// <inheritdoc cref="Add{TArgument,TResult}(string,Func{TWorker,TArgument,WorkerCall,Task{TResult}})"/>
    public WorkerMethods<TWorker> Add<TArgument>(string name, Func<TWorker, TArgument, WorkerCall, Task> method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return Add<TArgument, Nothing>(name, async (worker, argument, call) =>
        {
            await method(worker, argument, call).ConfigureAwait(false);
            return default;
        });
    }

    /// <summary>A method with a result.</summary>
    /// <inheritdoc cref="Add{TArgument,TResult}(string,Func{TWorker,TArgument,WorkerCall,Task{TResult}})"/>
    public WorkerMethods<TWorker> Add<TResult>(string name, Func<TWorker, WorkerCall, Task<TResult>> method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return Add<Nothing, TResult>(name, (worker, _, call) => method(worker, call));
    }

    /// <summary>A method.</summary>
    /// <inheritdoc cref="Add{TArgument,TResult}(string,Func{TWorker,TArgument,WorkerCall,Task{TResult}})"/>
    public WorkerMethods<TWorker> Add(string name, Func<TWorker, WorkerCall, Task> method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return Add<Nothing>(name, (worker, _, call) => method(worker, call));
    }
}
