using Ringleader.Sqlite.Connections;

namespace Ringleader.Sqlite.Writing;

/// <summary>How far numbers have been given, as of one transaction.</summary>
internal sealed class Counters
{
    private readonly (long, long, long, long, long) _read;

    private Counters(long lastJob, long lastTerm, long lastBatch, long lastWorker, long steering)
    {
        (LastJob, LastTerm, LastBatch, LastWorker, Steering) = _read = (lastJob, lastTerm, lastBatch, lastWorker, steering);
    }

    public long LastJob { get; set; }

    public long LastTerm { get; set; }

    public long LastBatch { get; set; }

    public long LastWorker { get; set; }

    /// <summary>Another number after each change of a pause or a limit.</summary>
    public long Steering { get; set; }

    public static Counters Read(Database database)
    {
        using var row = database.Use("store-read");
        row.Step();
        return new(row.Long(0), row.Long(1), row.Long(2), row.Long(3), row.Long(4));
    }

    public void Write(Database database)
    {
        if (_read != (LastJob, LastTerm, LastBatch, LastWorker, Steering))
        {
            database.Use("store-write").Bind(LastJob).Bind(LastTerm).Bind(LastBatch).Bind(LastWorker).Bind(Steering).Run();
        }
    }
}
