using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Types;

/// <summary>The arguments of a job and the bytes that are stored.</summary>
internal static class JobArguments
{
    /// <summary>Writes the arguments.</summary>
    /// <exception cref="ArgumentException">They cannot be written as JSON.</exception>
    public static byte[] Write(object job, JobKind kind, JsonTypeInfo json)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(job, json);
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new ArgumentException($"The arguments of a job of kind '{kind.Name}' cannot be written as JSON: {problem.Message}", nameof(job), problem);
        }
    }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="JobArgumentsException">They cannot be read; the message says where.</exception>
    public static TJob Read<TJob>(ClaimedJob job, JsonTypeInfo<TJob> json)
    {
        try
        {
            return JsonSerializer.Deserialize(job.Arguments.Span, json) is { } read ? read : throw new JsonException("The value is null.", "$", 0, 0);
        }
        catch (Exception problem)
        {
            // Whatever a reader or a constructor of the user's says, it will say again: no kind of error is worth another attempt.
            throw Unreadable(job, typeof(TJob).Name, problem);
        }
    }

    /// <summary>Reads the arguments as an object of a type that only its JSON form knows.</summary>
    /// <exception cref="JobArgumentsException">They cannot be read; the message says where.</exception>
    public static object ReadObject(ClaimedJob job, JsonTypeInfo json)
    {
        try
        {
            return JsonSerializer.Deserialize(job.Arguments.Span, json) ?? throw new JsonException("The value is null.", "$", 0, 0);
        }
        catch (Exception problem)
        {
            throw Unreadable(job, json.Type.Name, problem); // As above.
        }
    }

    /// <summary>The error for arguments that cannot be read.</summary>
    /// <param name="job">The job.</param>
    /// <param name="what">What they were to be read as.</param>
    /// <param name="problem">What the reader said.</param>
    public static JobArgumentsException Unreadable(ClaimedJob job, string what, Exception problem) => new(
        $"The arguments of job '{job.Id}' of kind '{job.Kind}', version {job.Version}, cannot be read as {what} at '{(problem as JsonException)?.Path ?? "$"}': {problem.Message}",
        problem);
}
