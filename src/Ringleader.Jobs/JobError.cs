namespace Ringleader.Jobs;

/// <summary>Why an attempt failed.</summary>
/// <param name="Type">The full name of the exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack and those of its causes, at most 16 KiB; null when there is none.</param>
/// <param name="At">When, by the store's clock.</param>
public sealed record JobError(string Type, string Message, string? Stack, DateTimeOffset At);
