using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Writing;

namespace Ringleader.Sqlite.Life;

/// <summary>Goes through what a claim may have of one queue, most urgent first.</summary>
internal sealed class QueueCursor
{
    private const int MostAtATime = 256;
    private const int MostHeld = 10_000;

    private readonly Change _change;
    private readonly JobClaim _claim;
    private readonly StartRate? _rate;
    private readonly Queue<ReadyJob> _read = new();
    private int _allowance;
    private int _taken;
    private int _held;
    private bool _isAllRead;

    public QueueCursor(Change change, string queue, JobClaim claim)
    {
        (_change, _claim, Queue) = (change, claim, queue);
        var limit = change.Steering.OfQueue(queue);
        _rate = StartRate.Read(change.Database, limit, change.Now);
        _allowance = claim.Count;
        if (limit?.Running is { } most)
        {
            _allowance = (int)Math.Clamp(most - change.Tally.Count(queue, JobState.Running), 0, _allowance);
        }

        _allowance = Math.Min(_allowance, _rate?.Available ?? int.MaxValue);
        MoveNext();
    }

    public string Queue { get; }

    /// <summary>The next job; null when there is none, or none may start.</summary>
    public ReadyJob? Current { get; private set; }

    /// <summary>Takes the current job.</summary>
    public ReadyJob Take()
    {
        var job = Current!; // The caller has looked.
        _taken++;
        _allowance--;
        MoveNext();
        return job;
    }

    private void MoveNext()
    {
        Current = null;
        while (_allowance > 0 && (_read.Count > 0 || ReadMore()))
        {
            var job = _read.Dequeue();
            if (!_change.Steering.IsKindPaused(job.Kind))
            {
                Current = job;
                return;
            }

            // Put aside until its kind is resumed, so that later claims do not come upon it.
            _change.Database.Use("job-hold").Bind(job.Id).Run();
            _held++;
        }
    }

    /// <summary>Pays for what was taken.</summary>
    public void Close()
    {
        if (_taken > 0)
        {
            _rate?.Take(_change.Database, _taken, _change.Now);
        }
    }

    /// <summary>Reads on; false when there is no more.</summary>
    private bool ReadMore()
    {
        if (_isAllRead || _held > MostHeld)
        {
            return false;
        }

        // What was put aside is not in the line any more, and what was taken is still at its head.
        var count = Math.Min(_allowance, MostAtATime);
        using var rows = _change.Database.Use("job-list-ready")
            .Bind(Queue).Bind(_claim.MinPriority ?? int.MinValue).Bind(_claim.MaxPriority ?? int.MaxValue).Bind(count).Bind(_taken);
        while (rows.Step())
        {
            _read.Enqueue(ReadyJob.Read(rows, Queue));
        }

        _isAllRead = _read.Count < count;
        return _read.Count > 0;
    }
}
