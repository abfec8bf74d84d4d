using System.Text;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>A job in memory: what it was enqueued with and where it is in its life. Only <see cref="JobLife"/> changes its state.</summary>
internal sealed class JobEntry(long id, NewJob job, QueueEntry queue, long enqueuedAt, long dueAt)
{
    public long Id => id;

    /// <summary>What it was enqueued with, and what was changed of that while it waited.</summary>
    public NewJob Job { get; set; } = job;

    public QueueEntry Queue => queue;

    public long EnqueuedAt => enqueuedAt;

    public long DueAt { get; set; } = dueAt;

    public long? EndedAt { get; set; }

    public JobState State { get; set; } = JobState.Waiting;

    /// <summary>Another number in each state that it goes into; see <see cref="StampedJob"/>.</summary>
    public int Stamp { get; set; }

    public int Attempts { get; set; }

    public int Crashes { get; set; }

    /// <summary>Whether it runs alone, see <see cref="CrashRules"/>.</summary>
    public bool IsSuspect { get; set; }

    public long Term { get; set; }

    public WorkerEntry? Worker { get; set; }

    public bool IsCalledOff { get; set; }

    public double? Progress { get; set; }

    public string? Note { get; set; }

    public ReadOnlyMemory<byte>? Result { get; set; }

    public JobError? LastError { get; set; }

    public Dictionary<string, string>? Kept { get; set; }

    /// <summary>The line that it is ready in; null while it is not ready.</summary>
    public ReadyLine? Line { get; set; }

    /// <summary>Whether it is among the early ones of its line.</summary>
    public bool IsEarly { get; set; }

    public GroupGate? Group { get; set; }

    public KeyGate? Key { get; set; }

    public BatchEntry? Batch { get; set; }

    /// <summary>Other batches that wait for it, since a job of theirs was a duplicate of it.</summary>
    public List<BatchEntry>? OtherBatches { get; set; }

    /// <summary>All batches that wait for it.</summary>
    public IEnumerable<BatchEntry> Batches => Batch is null ? OtherBatches ?? [] : [Batch, .. OtherBatches ?? []];

    /// <summary>The jobs that it comes after.</summary>
    public long[] Parents { get; init; } = [];

    /// <summary>How many of them have not succeeded.</summary>
    public int ParentsLeft { get; set; }

    /// <summary>The parent that it was cancelled because of; 0 for none.</summary>
    public long CancelledBecauseOf { get; set; }

    /// <summary>The jobs that come after this one, while it has not succeeded.</summary>
    public HashSet<JobEntry>? Children { get; set; }

    public bool HasEnded => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;

    public bool HasEndedBadly => State is JobState.Failed or JobState.Cancelled;

    public ClaimedJob ToClaimed(long now) => new()
    {
        Id = new(Id),
        Term = Term,
        Kind = Job.Kind,
        Version = Job.Version,
        Arguments = Job.Arguments,
        Queue = Job.Queue,
        Attempt = Attempts + 1,
        MaxAttempts = Job.MaxAttempts,
        Crashes = Crashes,
        IsSuspect = IsSuspect,
        TimeLimit = Job.TimeLimit,
        Waited = TimeSpan.FromTicks(now - DueAt),
        Tags = Job.Tags,
        State = Kept is null ? System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty : new Dictionary<string, string>(Kept, StringComparer.Ordinal),
        TraceParent = Job.TraceParent,
    };

    public JobSnapshot ToSnapshot() => new()
    {
        Id = new(Id),
        Kind = Job.Kind,
        Version = Job.Version,
        Arguments = Encoding.UTF8.GetString(Job.Arguments.Span),
        State = State,
        Queue = Job.Queue,
        Priority = Job.Priority,
        Attempts = Attempts,
        MaxAttempts = Job.MaxAttempts,
        Crashes = Crashes,
        EnqueuedAt = new(EnqueuedAt, TimeSpan.Zero),
        RunAt = new(DueAt, TimeSpan.Zero),
        EndedAt = EndedAt is { } ended ? new(ended, TimeSpan.Zero) : null,
        Worker = Worker?.Description.Name,
        Term = Term,
        Progress = Progress,
        Note = Note,
        Result = Result is { } result ? Encoding.UTF8.GetString(result.Span) : null,
        LastError = LastError,
        UniqueKey = Job.Unique?.Key,
        Group = Job.Group,
        LimitKey = Job.LimitKey,
        Tags = Job.Tags,
        BatchId = Batch?.Id,
    };
}
