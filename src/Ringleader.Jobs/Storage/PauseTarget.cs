namespace Ringleader.Jobs.Storage;

/// <summary>What is held back: one queue, or one kind in all queues.</summary>
/// <param name="Queue">The queue; null when it is a kind.</param>
/// <param name="Kind">The kind; null when it is a queue.</param>
public sealed record PauseTarget(string? Queue, string? Kind);
