using Ringleader.Jobs;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Life;
using Ringleader.Sqlite.Waking;

namespace Ringleader.Sqlite.Writing;

/// <summary>One transaction that writes, from when it has the file: what it needs to know, and what is to be told once it is committed.</summary>
internal sealed class Change
{
    private Change(Database database, JobRetention retention, long now, Counters counters, Steering steering)
    {
        (Database, Retention, Now, Counters, Steering) = (database, retention, now, counters, steering);
        Tally = new(database);
        Life = new(this);
    }

    public Database Database { get; }

    public JobRetention Retention { get; }

    /// <summary>The instant of all that is done here.</summary>
    public long Now { get; }

    public Counters Counters { get; }

    public Steering Steering { get; private set; }

    public Tally Tally { get; }

    public JobLife Life { get; }

    public News News { get; } = new();

    /// <summary>Looks around in a transaction that has just begun.</summary>
    /// <param name="database">Where it has.</param>
    /// <param name="retention">How long ended jobs are kept.</param>
    /// <param name="now">The store's clock.</param>
    /// <param name="known">What was paused and limited when somebody last looked; read again when that has changed.</param>
    public static Change Begin(Database database, JobRetention retention, long now, Steering? known)
    {
        var counters = Counters.Read(database);
        return new(database, retention, now, counters, known?.Version == counters.Steering ? known : Steering.Read(database, counters.Steering));
    }

    /// <summary>Says that pauses or limits were changed.</summary>
    public void Steer()
    {
        Steering = Steering.Read(Database, ++Counters.Steering);
        News.TellAll();
    }

    /// <summary>Writes what was only counted so far; the transaction can be committed then.</summary>
    public void Complete()
    {
        Tally.Write();
        Counters.Write(Database);
    }
}
