namespace Ringleader.Jobs.Storage;

/// <summary>What is held back: exactly one of a queue, a kind in all queues, or a schedule.</summary>
/// <param name="Queue">The queue, or null.</param>
/// <param name="Kind">The kind, or null.</param>
/// <param name="Schedule">The schedule, or null.</param>
public sealed record PauseTarget(string? Queue = null, string? Kind = null, string? Schedule = null);
