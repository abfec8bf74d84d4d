using Ringleader.Jobs;
using Ringleader.Sqlite.Connections;

namespace Ringleader.Sqlite.Writing;

/// <summary>What is paused and limited, as of a number of <see cref="Counters.Steering"/>. Immutable.</summary>
internal sealed class Steering
{
    private readonly HashSet<string> _pausedQueues = new(StringComparer.Ordinal);
    private readonly HashSet<string> _pausedKinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JobLimit> _limits = new(StringComparer.Ordinal);

    private Steering(long version) => Version = version;

    public long Version { get; }

    public IReadOnlyCollection<string> PausedQueues => _pausedQueues;

    public IReadOnlyCollection<string> PausedKinds => _pausedKinds;

    public IReadOnlyCollection<JobLimit> Limits => _limits.Values;

    public static Steering Read(Database database, long version)
    {
        var steering = new Steering(version);
        using (var pauses = database.Use("pause-list"))
        {
            while (pauses.Step())
            {
                (pauses.Text(0) is "queue" ? steering._pausedQueues : steering._pausedKinds).Add(pauses.Text(1));
            }
        }

        using var limits = database.Use("limit-list");
        while (limits.Step())
        {
            var name = limits.Text(0);
            steering._limits.Add(name, new(name, (int?)limits.LongOrNull(1), (int?)limits.LongOrNull(2), Instants.ToDuration(limits.LongOrNull(3))));
        }

        return steering;
    }

    public bool IsQueuePaused(string queue) => _pausedQueues.Contains(queue);

    public bool IsKindPaused(string kind) => _pausedKinds.Contains(kind);

    public JobLimit? OfQueue(string queue) => _limits.Count == 0 ? null : _limits.GetValueOrDefault(JobLimit.QueuePrefix + queue);

    /// <summary>How many jobs of a key may be through; no limit when null.</summary>
    public int? OfKey(string key) =>
        _limits.Count > 0 && (_limits.TryGetValue(JobLimit.KeyPrefix + key, out var limit) || _limits.TryGetValue(JobLimit.AllKeys, out limit)) ? limit.Running : null;
}
