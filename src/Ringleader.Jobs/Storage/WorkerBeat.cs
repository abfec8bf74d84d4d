namespace Ringleader.Jobs.Storage;

/// <summary>What a worker learns when it beats.</summary>
/// <param name="Stands">False when the lease has ended: the worker's jobs belong to others, and it has to start anew.</param>
/// <param name="Cancelled">Which of its jobs were called off.</param>
/// <param name="SuspectWaits">
/// True when a suspect in the worker's queues has been ready for longer than the worker's lease: no worker has been idle, and one has to
/// become so.
/// </param>
public sealed record WorkerBeat(bool Stands, IReadOnlyList<JobId> Cancelled, bool SuspectWaits = false);
