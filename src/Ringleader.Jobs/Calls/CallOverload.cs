using System.Buffers;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Calls;

/// <summary>One method that may be called later, and its arguments as JSON.</summary>
internal sealed class CallOverload
{
    private readonly MethodInfo _method;
    private readonly ParameterInfo[] _parameters;
    private readonly int _required;

    public CallOverload(MethodInfo method)
    {
        _method = method;
        _parameters = method.GetParameters();
        ParameterInfo[] stored = [.. _parameters.Where(IsStored)];
        StoredCount = stored.Length;
        _required = Array.FindLastIndex(stored, parameter => !parameter.HasDefaultValue) + 1;
        Problem = method.IsGenericMethodDefinition ? "it is generic, and which types it is called with would have to be stored."
            : Array.Find(_parameters, parameter => parameter.ParameterType is { IsByRef: true } or { IsByRefLike: true } or { IsPointer: true }) is { } odd
                ? $"its parameter '{odd.Name}' is by reference or a span, which cannot be stored."
                : null;
    }

    /// <summary>How many of its arguments are stored; the stop token and the context are the worker's to give.</summary>
    public int StoredCount { get; }

    /// <summary>Why it cannot be called later; null when it can.</summary>
    public string? Problem { get; }

    /// <summary>Whether it takes so many stored arguments, those of its last parameters being left out.</summary>
    public bool Takes(int count) => count >= _required && count <= StoredCount;

    /// <summary>Whether an expression that names the other method means this one.</summary>
    public bool Is(MethodInfo other) =>
        _method.HasSameMetadataDefinitionAs(other) || _method.GetBaseDefinition().HasSameMetadataDefinitionAs(other.GetBaseDefinition());

    /// <summary>The arguments as a JSON array.</summary>
    /// <exception cref="ArgumentException">One of them cannot be found out or written.</exception>
    public ReadOnlyMemory<byte> Write(IReadOnlyList<Expression> arguments, JobJson json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        for (var place = 0; place < _parameters.Length; place++)
        {
            if (IsStored(_parameters[place]))
            {
                Write(writer, _parameters[place], ExpressionValue.Of(arguments[place]), json);
            }
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The arguments for one attempt.</summary>
    /// <exception cref="JobArgumentsException">They cannot be read; the message says where.</exception>
    public object?[] Read(ClaimedJob job, JobContext context, JobJson json)
    {
        var read = new object?[_parameters.Length];
        var reader = new Utf8JsonReader(job.Arguments.Span);
        reader.Read(); // The start of the array, which was looked at before.
        for (int place = 0, stored = 0; place < read.Length; place++)
        {
            var parameter = _parameters[place];
            if (!IsStored(parameter))
            {
                read[place] = parameter.ParameterType == typeof(JobContext) ? context : context.Stop;
            }
            else if (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                read[place] = Read(job, ref reader, parameter, stored++, json);
            }
            else
            {
                read[place] = parameter.DefaultValue;
            }
        }

        return read;
    }

    /// <summary>Calls it, and waits for what it returns.</summary>
    public ValueTask<ReadOnlyMemory<byte>?> CallAsync(object target, object?[] arguments, JobJson json) => CallResult.WaitAsync(
        _method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null), _method.ReturnType, json);

    private static bool IsStored(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(CancellationToken) && parameter.ParameterType != typeof(JobContext);

    private static void Write(Utf8JsonWriter writer, ParameterInfo parameter, object? value, JobJson json)
    {
        try
        {
            JsonSerializer.Serialize(writer, value, json.Find(parameter.ParameterType));
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException)
        {
            throw new ArgumentException($"The argument '{parameter.Name}' cannot be written as JSON: {problem.Message}", parameter.Name, problem);
        }
    }

    private static object? Read(ClaimedJob job, ref Utf8JsonReader reader, ParameterInfo parameter, int place, JobJson json)
    {
        var form = json.Find(parameter.ParameterType);
        try
        {
            return JsonSerializer.Deserialize(ref reader, form);
        }
        catch (Exception problem)
        {
            // As for other arguments: what cannot be read now never can.
            throw JobArguments.Unreadable(job, $"the argument '{parameter.Name}' at place {place}", problem);
        }
    }
}
