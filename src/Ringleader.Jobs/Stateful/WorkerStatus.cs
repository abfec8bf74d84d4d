namespace Ringleader.Jobs.Stateful;

/// <summary>A stateful worker as it was at one moment; BackgrounDRb's <c>worker_info</c>.</summary>
/// <param name="Name">What its class was added under.</param>
/// <param name="Key">What tells it from others of the name; null for the default instance.</param>
/// <param name="IsStarted">False while it still starts.</param>
/// <param name="Running">How many calls and timers run.</param>
/// <param name="Waiting">How many wait in line.</param>
public sealed record WorkerStatus(string Name, string? Key, bool IsStarted, int Running, int Waiting);
