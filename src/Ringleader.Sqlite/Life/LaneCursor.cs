using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;

namespace Ringleader.Sqlite.Life;

/// <summary>Goes through what a claim may have of one lane, most urgent first.</summary>
internal sealed class LaneCursor
{
    private readonly Database _database;
    private readonly Lane _lane;
    private readonly JobClaim _claim;
    private readonly int _atATime;
    private readonly Queue<ReadyJob> _read = new();
    private int _taken;
    private bool _isAllRead;

    /// <param name="database">Where the jobs are.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="atATime">How many jobs to read at a time.</param>
    public LaneCursor(Database database, Lane lane, JobClaim claim, int atATime)
    {
        (_database, _lane, _claim, _atATime) = (database, lane, claim, atATime);
        ReadMore();
    }

    /// <summary>The next job; null when there is none.</summary>
    public ReadyJob? Current => _read.TryPeek(out var job) ? job : null;

    /// <summary>Takes the current job.</summary>
    public ReadyJob Take()
    {
        var job = _read.Dequeue(); // The caller has looked.
        _taken++;
        if (_read.Count == 0 && !_isAllRead)
        {
            ReadMore();
        }

        return job;
    }

    private void ReadMore()
    {
        // What was taken is still at the head of the lane.
        using var rows = _lane.Use(_database, "job-list-ready")
            .Bind(_claim.MinPriority ?? int.MinValue).Bind(_claim.MaxPriority ?? int.MaxValue).Bind((long)_atATime).Bind((long)_taken);
        while (rows.Step())
        {
            _read.Enqueue(ReadyJob.Read(rows, _lane.Queue));
        }

        _isAllRead = _read.Count < _atATime;
    }
}
