using System.Globalization;
using Ringleader.Jobs.Enqueuing;

namespace Ringleader.Jobs;

/// <summary>Why an attempt failed. In its texts, each NUL and each unpaired surrogate is replaced with U+FFFD, since not every store keeps those.</summary>
/// <param name="Type">The full name of the exception's type; <see cref="WorkerDied"/> when there was none.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack and those of its causes, at most 16 KiB; null when there is none.</param>
/// <param name="At">When, by the store's clock.</param>
public sealed record JobError(string Type, string Message, string? Stack, DateTimeOffset At)
{
    /// <summary>The type of the error of a job in whose hands too many workers died.</summary>
    public const string WorkerDied = "WorkerDied";

    /// <summary>The full name of the exception's type; <see cref="WorkerDied"/> when there was none.</summary>
    public string Type { get; init => field = StoredText.MakeStorable(value); } = StoredText.MakeStorable(Type);

    /// <summary>The message of the exception.</summary>
    public string Message { get; init => field = StoredText.MakeStorable(value); } = StoredText.MakeStorable(Message);

    /// <summary>The stack of the exception and those of its causes, at most 16 KiB; null when there is none.</summary>
    public string? Stack { get; init => field = StoredText.MakeStorable(value); } = StoredText.MakeStorable(Stack);

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
