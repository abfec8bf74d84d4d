using Ringleader.Jobs;

namespace Ringleader.Conformance.Jobs.Faults;

/// <summary>The job of processes that are killed.</summary>
/// <param name="Milliseconds">How long an attempt takes.</param>
/// <param name="FailsOnce">Whether the first attempt fails.</param>
/// <param name="KillsWorker">Whether each attempt kills the process that runs it.</param>
[Job("dangerous")]
public sealed record DangerousJob(int Milliseconds, bool FailsOnce, bool KillsWorker = false);
