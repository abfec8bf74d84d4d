using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Writing;

namespace Ringleader.Sqlite.Life;

/// <summary>Goes through what a claim may have of one queue, most urgent first: its suspects, or all but these.</summary>
internal sealed class QueueCursor
{
    private const int MostAtATime = 256;
    private const int LeastAtATime = 16;

    private readonly Change _change;
    private readonly StartRate? _rate;
    private readonly List<LaneCursor> _lanes = [];
    private LaneCursor? _first;
    private int _allowance;
    private int _taken;

    public QueueCursor(Change change, string queue, JobClaim claim, bool isForSuspects)
    {
        _change = change;
        var limit = change.Steering.OfQueue(queue);
        _rate = StartRate.Read(change.Database, limit, change.Now);
        _allowance = claim.Count;
        if (limit?.Running is { } most)
        {
            _allowance = (int)Math.Clamp(most - change.Tally.Count(queue, JobState.Running), 0, _allowance);
        }

        _allowance = Math.Min(_allowance, _rate?.Available ?? int.MaxValue);
        if (_allowance > 0)
        {
            Open(queue, claim, isForSuspects);
        }
    }

    /// <summary>The next job; null when there is none, or none may start.</summary>
    public ReadyJob? Current => _allowance > 0 ? _first?.Current : null;

    /// <summary>Takes the current job.</summary>
    public ReadyJob Take()
    {
        var job = _first!.Take(); // The caller has looked.
        _taken++;
        _allowance--;
        if (_allowance > 0)
        {
            ChooseFirst();
        }

        return job;
    }

    /// <summary>Pays for what was taken.</summary>
    public void Close()
    {
        if (_taken > 0)
        {
            _rate?.Take(_change.Database, _taken, _change.Now);
        }
    }

    private void Open(string queue, JobClaim claim, bool isForSuspects)
    {
        var lanes = Lane.Of(_change.Database, queue);
        lanes.RemoveAll(lane => lane.IsSuspect != isForSuspects || _change.Steering.IsKindPaused(lane.Kind) || !claim.Knows(lane.Kind, lane.Version));
        if (lanes.Count > 0)
        {
            var atATime = Math.Min(_allowance, Math.Max(LeastAtATime, MostAtATime / lanes.Count));
            lanes.ForEach(lane => _lanes.Add(new(_change.Database, lane, claim, atATime)));
            ChooseFirst();
        }
    }

    private void ChooseFirst()
    {
        _first = null;
        foreach (var lane in _lanes)
        {
            if (lane.Current is { } job && (_first?.Current is not { } first || job.GoesBefore(first)))
            {
                _first = lane;
            }
        }
    }
}
