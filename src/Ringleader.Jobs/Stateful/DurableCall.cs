using System.Buffers;
using System.Text.Json;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Stateful;

/// <summary>A call of a stateful worker as it is stored: <c>{"key":"vip","jobKey":"inv-7","argument":…}</c>, without what is null.</summary>
/// <param name="Key">Which worker of its name; null for the default one.</param>
/// <param name="JobKey">What the result is kept under; null for nothing.</param>
/// <param name="Argument">What the method takes; null for nothing.</param>
internal sealed record DurableCall(string? Key, string? JobKey, object? Argument)
{
    private const string KeyProperty = "key";
    private const string JobKeyProperty = "jobKey";
    private const string ArgumentProperty = "argument";

    public static string KindOf(string worker, WorkerMethod method) => $"worker:{worker}.{method.Name}";

    /// <summary>What runs such calls.</summary>
    public static JobRegistration ToRegistration(string worker, WorkerMethod method, Func<JobContext, StatefulWorkers> workers) =>
        new(new JobKind(KindOf(worker, method)))
        {
            Bind = json => async (job, context) =>
            {
                DurableCall call = Read(worker, job, method, json);
                StatefulWorkers all = workers(context);
                WorkerInstance instance = all.FindOrStart(all.Kind(worker), call.Key);
                object? result = await instance.CallAsync(method, call.Argument, call.JobKey, context, context.Stop).ConfigureAwait(false);
                return method.WriteResult(result, json);
            },
        };

    public byte[] Write(WorkerMethod method, JobJson json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteText(writer, KeyProperty, Key);
            WriteText(writer, JobKeyProperty, JobKey);
            if (Argument is not null and not Nothing)
            {
                writer.WritePropertyName(ArgumentProperty);
                method.WriteArgument(writer, Argument, json);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static DurableCall Read(string worker, ClaimedJob job, WorkerMethod method, JobJson json)
    {
        try
        {
            using var document = JsonDocument.Parse(job.Arguments);
            JsonElement call = document.RootElement;
            object? argument = call.TryGetProperty(ArgumentProperty, out JsonElement stored) ? method.ReadArgument(stored, json) : null;
            return new(TextOf(call, KeyProperty), TextOf(call, JobKeyProperty), method.Accept(worker, argument));
        }
        catch (Exception problem)
        {
            // As for other arguments: what cannot be read now never can.
            throw JobArguments.Unreadable(job, "a call of a worker", problem);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string property, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(property, text);
        }
    }

    private static string? TextOf(JsonElement call, string property) =>
        call.TryGetProperty(property, out JsonElement text) ? text.GetString() : null;
}
