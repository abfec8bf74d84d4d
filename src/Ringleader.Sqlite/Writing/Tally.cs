using System.Runtime.InteropServices;
using Ringleader.Jobs;
using Ringleader.Sqlite.Connections;

namespace Ringleader.Sqlite.Writing;

/// <summary>How many jobs a queue has in each state: what the file says, and what one transaction has changed about it.</summary>
internal sealed class Tally(Database database)
{
    private readonly Dictionary<(string Queue, JobState State), long> _changes = [];
    private Dictionary<(string Queue, JobState State), long>? _read;

    /// <summary>The queues with jobs in a state, as the transaction has them.</summary>
    public IEnumerable<string> QueuesWith(JobState state) =>
        Read().Keys.Concat(_changes.Keys).Where(key => key.State == state && Count(key.Queue, state) > 0).Select(key => key.Queue).Distinct(StringComparer.Ordinal);

    public long Count(string queue, JobState state) => Read().GetValueOrDefault((queue, state)) + _changes.GetValueOrDefault((queue, state));

    public void Add(string queue, JobState state, long change) => CollectionsMarshal.GetValueRefOrAddDefault(_changes, (queue, state), out _) += change;

    public void Write()
    {
        foreach (var ((queue, state), change) in _changes)
        {
            if (change != 0)
            {
                database.Use("tally-add").Bind(queue).Bind((long)state).Bind(change).Run();
            }
        }
    }

    /// <summary>What the file says.</summary>
    public static Dictionary<(string Queue, JobState State), long> Read(Database database)
    {
        var counts = new Dictionary<(string, JobState), long>();
        using var rows = database.Use("tally-list");
        while (rows.Step())
        {
            counts.Add((rows.Text(0), (JobState)rows.Long(1)), rows.Long(2));
        }

        return counts;
    }

    private Dictionary<(string Queue, JobState State), long> Read() => _read ??= Read(database);
}
