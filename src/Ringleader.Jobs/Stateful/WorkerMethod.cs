using System.Text.Json;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Stateful;

/// <summary>A method that a class of workers offers, without its types.</summary>
internal abstract class WorkerMethod(string name)
{
    public string Name { get; } = name;

    public abstract Type ArgumentType { get; }

    /// <summary>The type of its result; <see cref="Nothing"/> when there is none.</summary>
    public abstract Type ResultType { get; }

    /// <summary>The argument as the method takes it.</summary>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public abstract object? Accept(string worker, object? argument);

    /// <summary>Calls it with an argument that was accepted.</summary>
    public abstract Task<object?> InvokeAsync(StatefulWorker worker, object? argument, WorkerCall call);

    public abstract void WriteArgument(Utf8JsonWriter writer, object? argument, JobJson json);

    public abstract object? ReadArgument(JsonElement argument, JobJson json);

    /// <summary>The result as JSON; null when there is none.</summary>
    public abstract ReadOnlyMemory<byte>? WriteResult(object? result, JobJson json);
}
