using System.Text.Json;
using System.Text.Json.Serialization;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs.Programs;

/// <summary>A job that is a program to run, as <c>ringleader jobs work --commands</c> does it.</summary>
/// <param name="Run">The program and its arguments as an array, or a text for the shell.</param>
[Job(Kind, Queue = DefaultQueue)]
internal sealed record CommandJob(JsonElement Run)
{
    public const string Kind = "command";

    /// <summary>A queue of its own, so that workers that run no programs need not meet such jobs.</summary>
    public const string DefaultQueue = "commands";

    /// <summary>Where it runs; the worker's folder when null.</summary>
    public string? Directory { get; init; }

    /// <summary>Variables that it gets besides those of the worker; null removes one.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>How long an attempt may take, as the command line writes durations; no limit when null.</summary>
    public string? Timeout { get; init; }

    /// <summary>The program and its arguments.</summary>
    /// <exception cref="GiveUpException">The job says nothing that can be run.</exception>
    [JsonIgnore]
    public IReadOnlyList<string> Words => Run switch
    {
        { ValueKind: JsonValueKind.String } when Run.GetString() is { Length: > 0 } text => OperatingSystem.IsWindows() ? ["cmd", "/c", text] : ["/bin/sh", "-c", text],
        { ValueKind: JsonValueKind.Array } when Run.GetArrayLength() > 0 && Run.EnumerateArray().All(static word => word.ValueKind == JsonValueKind.String) =>
            [.. Run.EnumerateArray().Select(static word => word.GetString()!)], // a string, as seen above
        _ => throw new GiveUpException("""The argument "run" must be a text for the shell, or an array of texts: a program and its arguments."""),
    };

    /// <summary>How long an attempt may take; null for no limit.</summary>
    /// <exception cref="GiveUpException">What the job says is no duration.</exception>
    [JsonIgnore]
    public TimeSpan? Limit =>
        Timeout is null ? null
        : Duration.TryParse(Timeout, out var limit) ? limit
        : throw new GiveUpException($"""The argument "timeout" is '{Timeout}', which is no duration. Write it as {Duration.Forms}.""");
}
