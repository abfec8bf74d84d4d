using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs.History;

// What was asked and answered. Places are counted over the whole run: a call took effect somewhere between where it was invoked and where
// it was answered, if it did at all. Instants are the store's clock, read before a call or after it.

/// <summary>A job that somebody wanted; no receipt while no answer came.</summary>
public sealed record EnqueueCall(long Invoked, long Answered, NewJob Job, JobReceipt? Receipt);

/// <summary>One job that a claim brought.</summary>
public sealed record ClaimCall(long Invoked, long Answered, DateTimeOffset ClockBefore, DateTimeOffset ClockAfter, long WorkerId, ClaimedJob Job);

/// <summary>The end of an attempt; null when no answer came.</summary>
public sealed record FinishCall(long Invoked, JobFinish Finish, bool? Recorded);

/// <summary>A beat that was answered, or the start of a worker, which is its first.</summary>
public sealed record BeatCall(long Invoked, DateTimeOffset ClockBefore, WorkerLease Lease, bool Stands);

/// <summary>A worker that gives jobs back: all but some.</summary>
public sealed record ReleaseCall(long Invoked, long WorkerId, IReadOnlyList<JobId> Known);

/// <summary>What somebody did to jobs.</summary>
public sealed record ActionCall(long Invoked, JobAction Action, IReadOnlyList<JobId> Ids);

/// <summary>A pause: from the answer that it stands until somebody asked to end it.</summary>
public sealed record PauseSpan(long From, long Until, PauseTarget Target);

/// <summary>An instant of a schedule that has to be fired, by the tag of its job.</summary>
public sealed record DueInstant(string Tag);
