namespace Ringleader.Sqlite.Waking;

/// <summary>What one transaction changed that may matter to those who wait for work.</summary>
internal sealed class News
{
    private readonly HashSet<string> _queues = new(StringComparer.Ordinal);

    /// <summary>Queues in which a job is ready now, or one more may start.</summary>
    public IReadOnlySet<string> Queues => _queues;

    /// <summary>Whether everybody has to know.</summary>
    public bool IsForAll { get; private set; }

    /// <summary>When the first of the jobs is due that were scheduled.</summary>
    public long SoonestDue { get; private set; } = long.MaxValue;

    public void TellQueue(string queue) => _queues.Add(queue);

    public void TellDue(long due) => SoonestDue = Math.Min(SoonestDue, due);

    public void TellAll() => IsForAll = true;
}
