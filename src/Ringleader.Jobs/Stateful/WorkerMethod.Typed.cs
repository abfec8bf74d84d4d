using System.Text.Json;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Stateful;

/// <summary>A method that a class of workers offers.</summary>
internal sealed class WorkerMethod<TWorker, TArgument, TResult>(string name, Func<TWorker, TArgument, WorkerCall, Task<TResult>> method) : WorkerMethod(name)
    where TWorker : StatefulWorker
{
    public override Type ArgumentType => typeof(TArgument);

    public override Type ResultType => typeof(TResult);

    public override object? Accept(string worker, object? argument)
    {
        if (ArgumentType == typeof(Nothing))
        {
            return argument is null ? default(Nothing) : throw new ArgumentException($"The method '{Name}' of the worker '{worker}' takes no argument.", nameof(argument));
        }

        return argument is TArgument || (argument is null && default(TArgument) is null)
            ? argument
            : throw new ArgumentException(
                $"The method '{Name}' of the worker '{worker}' takes '{ArgumentType}', not {(argument is null ? "null" : $"'{argument.GetType()}'")}.", nameof(argument));
    }

    public override async Task<object?> InvokeAsync(StatefulWorker worker, object? argument, WorkerCall call)
    {
        // Accepted before: null stands for null of a type that has it.
        TResult result = await method((TWorker)worker, (TArgument)argument!, call).ConfigureAwait(false);
        return result is Nothing ? null : result;
    }

    public override void WriteArgument(Utf8JsonWriter writer, object? argument, JobJson json)
    {
        if (argument is null or Nothing)
        {
            writer.WriteNullValue();
        }
        else
        {
            JsonSerializer.Serialize(writer, (TArgument)argument, json.Find<TArgument>());
        }
    }

    public override object? ReadArgument(JsonElement argument, JobJson json) =>
        ArgumentType == typeof(Nothing) || argument.ValueKind == JsonValueKind.Null ? null : argument.Deserialize(json.Find<TArgument>());

    public override ReadOnlyMemory<byte>? WriteResult(object? result, JobJson json) =>
        result is null ? null : JsonSerializer.SerializeToUtf8Bytes((TResult)result, json.Find<TResult>());
}
