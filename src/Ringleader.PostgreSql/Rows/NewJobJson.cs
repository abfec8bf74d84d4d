using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.PostgreSql.Rows;

/// <summary>
/// A job as JSON: how jobs that are not plain are given to the database, and how schedules and batches keep what they enqueue. Times are
/// microseconds, arguments base64, properties without a value missing.
/// </summary>
internal static class NewJobJson
{
    public static string Write(NewJob job)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, job);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string WriteAll(IReadOnlyList<NewJob> jobs)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var job in jobs)
            {
                Write(writer, job);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static NewJob Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var job = document.RootElement;
        return new()
        {
            Kind = ReadText(job, "kind")!, // Always written.
            Version = job.GetProperty("version").GetInt32(),
            Arguments = job.GetProperty("arguments").GetBytesFromBase64(),
            Queue = ReadText(job, "queue")!, // Always written.
            Priority = job.GetProperty("priority").GetInt32(),
            MaxAttempts = job.GetProperty("maxAttempts").GetInt32(),
            RunAt = ReadText(job, "runAt") is { } runAt ? DateTimeOffset.Parse(runAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null,
            Delay = ReadTime(job, "delay"),
            TimeLimit = ReadTime(job, "timeLimit"),
            Unique = ReadText(job, "uniqueKey") is { } key
                ? new(key, (UniqueScope)job.GetProperty("uniqueScope").GetInt32(), ReadTime(job, "uniqueFor"))
                {
                    Replace = job.TryGetProperty("uniqueReplace", out var replace) ? (UniqueReplace)replace.GetInt32() : UniqueReplace.Nothing,
                }
                : null,
            Group = ReadText(job, "group"),
            LimitKey = ReadText(job, "limitKey"),
            Tags = job.TryGetProperty("tags", out var tags) ? [.. tags.EnumerateArray().Select(tag => tag.GetString()!)] : [], // Tags are texts.
            KeepResult = ReadTime(job, "keepResult"),
            KeepFailed = ReadTime(job, "keepFailed"),
            TraceParent = ReadText(job, "traceParent"),
        };
    }

    private static void Write(Utf8JsonWriter writer, NewJob job)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", job.Kind);
        writer.WriteNumber("version", job.Version);
        writer.WriteBase64String("arguments", job.Arguments.Span);
        writer.WriteString("queue", job.Queue);
        writer.WriteNumber("priority", job.Priority);
        writer.WriteNumber("maxAttempts", job.MaxAttempts);
        WriteTime(writer, "delay", job.Delay);
        WriteTime(writer, "timeLimit", job.TimeLimit);
        WriteTime(writer, "keepResult", job.KeepResult);
        WriteTime(writer, "keepFailed", job.KeepFailed);
        WriteText(writer, "runAt", job.RunAt is { } runAt ? Durations.ToInstant(runAt).ToString("O", CultureInfo.InvariantCulture) : null);
        WriteText(writer, "token", job.Token?.ToString());
        WriteText(writer, "group", job.Group);
        WriteText(writer, "limitKey", job.LimitKey);
        WriteText(writer, "traceParent", job.TraceParent);
        if (job.Unique is { } unique)
        {
            writer.WriteString("uniqueKey", unique.Key);
            writer.WriteNumber("uniqueScope", (int)unique.Scope);
            WriteTime(writer, "uniqueFor", unique.For);
            if (unique.Replace != UniqueReplace.Nothing)
            {
                writer.WriteNumber("uniqueReplace", (int)unique.Replace);
            }
        }

        if (job.Tags.Count > 0)
        {
            writer.WriteStartArray("tags");
            foreach (var tag in job.Tags)
            {
                writer.WriteStringValue(tag);
            }

            writer.WriteEndArray();
        }

        WriteNumbers(writer, "after", job.After.Select(id => id.Value));
        WriteNumbers(writer, "afterPlaces", job.AfterPlaces.Select(place => (long)place));
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, TimeSpan? value)
    {
        if (value is { } time)
        {
            writer.WriteNumber(name, Durations.ToMicroseconds(time));
        }
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<long> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
    }

    private static string? ReadText(JsonElement job, string name) => job.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static TimeSpan? ReadTime(JsonElement job, string name) =>
        job.TryGetProperty(name, out var value) ? Durations.FromMicroseconds(value.GetInt64()) : null;
}
