using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Calls;

/// <summary>What a called method returned: waited for, and turned into the job's result.</summary>
internal static class CallResult
{
    private const string ResultProperty = "Result";

    /// <summary>Waits for it.</summary>
    /// <param name="returned">What the method returned; null also for nothing.</param>
    /// <param name="declared">What it is declared to return.</param>
    /// <param name="json">Knows the form of the result; one that has none is dropped.</param>
    public static async ValueTask<ReadOnlyMemory<byte>?> WaitAsync(object? returned, Type declared, JobJson json)
    {
        var generic = declared.IsGenericType ? declared.GetGenericTypeDefinition() : null;
        var (value, type) = (returned, declared);
        if (returned is ValueTask plain)
        {
            await plain.ConfigureAwait(false);
            return null;
        }

        if (generic == typeof(ValueTask<>))
        {
            returned = AsTask(declared, returned);
        }

        if (returned is Task task)
        {
            await task.ConfigureAwait(false);
            if (generic is null)
            {
                return null;
            }

            value = Result(task);
            type = declared.GenericTypeArguments[0];
        }

        return value is not null && json.TryFind(type) is { } form ? JsonSerializer.SerializeToUtf8Bytes(value, form) : default(ReadOnlyMemory<byte>?);
    }

    [DynamicDependency(ResultProperty, typeof(Task<>))]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The property is kept by the attribute above.")]
    private static object? Result(Task task) => task.GetType().GetProperty(ResultProperty)?.GetValue(task);

    [DynamicDependency(nameof(ValueTask<>.AsTask), typeof(ValueTask<>))]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The method is kept by the attribute above.")]
    private static object? AsTask(Type declared, object? returned) => declared.GetMethod(nameof(ValueTask<>.AsTask))?.Invoke(returned, null);
}
