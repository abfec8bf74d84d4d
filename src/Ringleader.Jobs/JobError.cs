using System.Globalization;

namespace Ringleader.Jobs;

/// <summary>Why an attempt failed.</summary>
/// <param name="Type">The full name of the exception's type; <see cref="WorkerDied"/> when there was none.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack and those of its causes, at most 16 KiB; null when there is none.</param>
/// <param name="At">When, by the store's clock.</param>
public sealed record JobError(string Type, string Message, string? Stack, DateTimeOffset At)
{
    /// <summary>The type of the error of a job in whose hands too many workers died.</summary>
    public const string WorkerDied = "WorkerDied";

    /// <summary>The error of a job that is given up because workers die of it.</summary>
    /// <param name="crashes">How often one did.</param>
    /// <param name="worker">The last of them.</param>
    /// <param name="at">When that was found, by the store's clock.</param>
    public static JobError ForCrashes(int crashes, string? worker, DateTimeOffset at) => new(
        WorkerDied,
        string.Create(CultureInfo.InvariantCulture, $"Its worker died {crashes} times while it ran, the last time '{worker}'. See what it does to the process, then retry it."),
        Stack: null,
        at);
}
