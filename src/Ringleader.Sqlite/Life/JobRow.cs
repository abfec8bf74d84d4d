using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;

namespace Ringleader.Sqlite.Life;

/// <summary>The part of a job that its life depends on. Only <see cref="JobLife"/> changes it, and writes it back at once.</summary>
internal sealed class JobRow
{
    public required long Id { get; init; }

    public required string Queue { get; init; }

    public required string Kind { get; init; }

    public JobState State { get; set; }

    /// <summary>Whether it waits for nothing but a slot of its limit key.</summary>
    public bool IsInLine { get; set; }

    public bool IsCalledOff { get; set; }

    /// <summary>Whether it was ever to come after others.</summary>
    public bool HasParents { get; init; }

    public long DueAt { get; set; }

    public int Attempts { get; set; }

    public int MaxAttempts { get; init; }

    public int Crashes { get; set; }

    /// <summary>Whether it runs alone, see <see cref="CrashRules"/>.</summary>
    public bool IsSuspect { get; set; }

    public long Term { get; init; }

    public long? EndedAt { get; set; }

    public long? PruneAt { get; set; }

    public long? BatchId { get; init; }

    /// <summary>The parent because of which it was cancelled.</summary>
    public long? CancelledBy { get; set; }

    public UniqueScope? UniqueScope { get; init; }

    public long? KeepResult { get; init; }

    public long? KeepFailed { get; init; }

    public string? Group { get; init; }

    public string? LimitKey { get; init; }

    public string? UniqueKey { get; init; }

    public string? WorkerName { get; init; }

    public bool HasEnded => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;

    public bool HasEndedBadly => State is JobState.Failed or JobState.Cancelled;

    /// <summary>Whether its end frees nothing that others wait for, those apart that come after it.</summary>
    public bool IsPlain => Group is null && LimitKey is null && UniqueKey is null && BatchId is null;

    /// <summary>The row of a job; null when there is none of that number.</summary>
    public static JobRow? Find(Database database, long id)
    {
        using var row = database.Use("job-find").Bind(id);
        return row.Step() ? Read(row) : null;
    }

    /// <summary>The rows of jobs, as far as there are such.</summary>
    public static Dictionary<long, JobRow> FindMany(Database database, string ids)
    {
        var found = new Dictionary<long, JobRow>();
        using var row = database.Use("job-find-many").Bind(ids);
        while (row.Step())
        {
            found.Add(row.Long(0), Read(row));
        }

        return found;
    }

    /// <summary>The row of a job that is on its way into the file.</summary>
    public static JobRow For(long id, NewJob job, long dueAt, bool hasParents, long? batchId) => new()
    {
        Id = id,
        Queue = job.Queue,
        Kind = job.Kind,
        HasParents = hasParents,
        DueAt = dueAt,
        MaxAttempts = job.MaxAttempts,
        BatchId = batchId,
        UniqueScope = job.Unique?.Scope,
        KeepResult = Instants.Duration(job.KeepResult),
        KeepFailed = Instants.Duration(job.KeepFailed),
        Group = job.Group,
        LimitKey = job.LimitKey,
        UniqueKey = job.Unique?.Key,
    };

    /// <summary>Writes it for the first time.</summary>
    public void Insert(Database database, NewJob job, long now) => database.Use("job-insert")
        .Bind(Id).Bind((long)State).Bind(IsInLine).Bind(HasParents).Bind(job.Priority).Bind(DueAt).Bind(MaxAttempts).Bind(now)
        .Bind(BatchId).Bind((long?)UniqueScope).Bind(KeepResult).Bind(Instants.Duration(job.TimeLimit)).Bind(job.Version)
        .Bind(Queue).Bind(Kind).Bind(Group).Bind(LimitKey).Bind(UniqueKey).Bind(job.TraceParent)
        .Bind(Json.Write(job.Tags)).Bind(job.Arguments.Span).Bind(KeepFailed)
        .Run();

    /// <summary>Writes what can change.</summary>
    public void Save(Database database) => database.Use("job-save")
        .Bind(Id).Bind((long)State).Bind(IsInLine).Bind(IsCalledOff).Bind(DueAt).Bind(Attempts).Bind(Crashes).Bind(EndedAt).Bind(PruneAt).Bind(CancelledBy).Bind(IsSuspect)
        .Run();

    private static JobRow Read(Statement row) => new()
    {
        Id = row.Long(0),
        State = (JobState)row.Int(1),
        IsInLine = row.Bool(2),
        IsCalledOff = row.Bool(3),
        HasParents = row.Bool(4),
        DueAt = row.Long(5),
        Attempts = row.Int(6),
        MaxAttempts = row.Int(7),
        Crashes = row.Int(8),
        Term = row.Long(9),
        EndedAt = row.LongOrNull(10),
        PruneAt = row.LongOrNull(11),
        BatchId = row.LongOrNull(12),
        CancelledBy = row.LongOrNull(13),
        UniqueScope = (UniqueScope?)row.LongOrNull(14),
        KeepResult = row.LongOrNull(15),
        Queue = row.Text(16),
        Kind = row.Text(17),
        Group = row.TextOrNull(18),
        LimitKey = row.TextOrNull(19),
        UniqueKey = row.TextOrNull(20),
        WorkerName = row.TextOrNull(21),
        IsSuspect = row.Bool(22),
        KeepFailed = row.LongOrNull(23),
    };
}
