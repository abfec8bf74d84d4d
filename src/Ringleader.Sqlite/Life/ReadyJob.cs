using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;

namespace Ringleader.Sqlite.Life;

/// <summary>A job that a claim may have.</summary>
internal sealed class ReadyJob
{
    private byte[] _arguments = [];
    private string? _tags;
    private string? _kept;
    private string? _traceParent;
    private int _version;
    private int _attempts;
    private int _maxAttempts;
    private int _crashes;
    private long? _timeLimit;
    private bool _isSuspect;

    public required long Id { get; init; }

    public required string Queue { get; init; }

    public required string Kind { get; init; }

    public int Priority { get; private init; }

    public long DueAt { get; private init; }

    /// <summary>The unique key that it gives free when it starts; null for none.</summary>
    public string? KeyUntilStarted { get; private init; }

    public static ReadyJob Read(Statement row, string queue) => new()
    {
        Id = row.Long(0),
        Queue = queue,
        Kind = row.Text(1),
        _version = row.Int(2),
        _arguments = row.Blob(3),
        _attempts = row.Int(4),
        _maxAttempts = row.Int(5),
        _crashes = row.Int(6),
        _timeLimit = row.LongOrNull(7),
        Priority = row.Int(8),
        DueAt = row.Long(9),
        _tags = row.TextOrNull(10),
        _kept = row.TextOrNull(11),
        _traceParent = row.TextOrNull(12),
        _isSuspect = row.Bool(15),
        KeyUntilStarted = row.LongOrNull(14) == (long)UniqueScope.UntilStarted ? row.TextOrNull(13) : null,
    };

    /// <summary>Whether it goes first: the one of higher priority, then the one due longest, then the oldest.</summary>
    public bool GoesBefore(ReadyJob other) => (-(long)Priority, DueAt, Id).CompareTo((-(long)other.Priority, other.DueAt, other.Id)) < 0;

    public ClaimedJob ToClaimed(long term, long now) => new()
    {
        Id = new(Id),
        Term = term,
        Kind = Kind,
        Version = _version,
        Arguments = _arguments,
        Queue = Queue,
        Attempt = _attempts + 1,
        MaxAttempts = _maxAttempts,
        Crashes = _crashes,
        IsSuspect = _isSuspect,
        TimeLimit = Instants.ToDuration(_timeLimit),
        Waited = Instants.ToDuration(Math.Max(0, now - DueAt)),
        Tags = Json.ReadWords(_tags),
        State = _kept is null ? System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty : Json.ReadTexts(_kept),
        TraceParent = _traceParent,
    };
}
