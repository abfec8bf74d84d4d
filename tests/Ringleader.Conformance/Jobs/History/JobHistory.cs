using System.Collections.Concurrent;
using Ringleader.Jobs;

namespace Ringleader.Conformance.Jobs.History;

/// <summary>What happened in one run. Calls may be added from any thread.</summary>
public sealed class JobHistory
{
    private long _place;

    public ConcurrentQueue<EnqueueCall> Enqueues { get; } = [];

    public ConcurrentQueue<ClaimCall> Claims { get; } = [];

    public ConcurrentQueue<FinishCall> Finishes { get; } = [];

    public ConcurrentQueue<BeatCall> Beats { get; } = [];

    public ConcurrentQueue<ReleaseCall> Releases { get; } = [];

    public ConcurrentQueue<ActionCall> Actions { get; } = [];

    public ConcurrentQueue<PauseSpan> Pauses { get; } = [];

    public ConcurrentQueue<DueInstant> DueInstants { get; } = [];

    /// <summary>The limits, which stood from the beginning to the end.</summary>
    public IReadOnlyList<JobLimit> Limits { get; set; } = [];

    /// <summary>All jobs that are there when everything has ended.</summary>
    public IReadOnlyList<JobSnapshot> Final { get; set; } = [];

    /// <summary>The next place in the run.</summary>
    public long Next() => Interlocked.Increment(ref _place);
}
