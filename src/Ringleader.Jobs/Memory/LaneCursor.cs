using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>Goes through what a claim may have of one lane, most urgent first.</summary>
internal sealed class LaneCursor
{
    private readonly JobClaim _claim;
    private SortedDictionary<int, ReadyLine>.ValueCollection.Enumerator _lines;
    private ReadyLine? _line;

    public LaneCursor(Lane lane, JobClaim claim)
    {
        _claim = claim;
        _lines = lane.Lines.GetEnumerator();
        MoveNext();
    }

    /// <summary>The next job; null when there is none.</summary>
    public JobEntry? Current { get; private set; }

    /// <summary>Takes the current job out of its line.</summary>
    public JobEntry Take()
    {
        var job = Current!; // The caller has looked.
        job.Line!.Pop(job); // A ready job is in a line.
        MoveNext();
        return job;
    }

    private void MoveNext()
    {
        Current = null;
        while (_line is not null || NextLine())
        {
            Current = _line!.Peek(); // Set, or else there would be no next line.
            if (Current is not null)
            {
                return;
            }

            _line = null;
        }
    }

    private bool NextLine()
    {
        while (_lines.MoveNext())
        {
            if (_lines.Current.Priority < (_claim.MinPriority ?? int.MinValue))
            {
                return false;
            }

            if (_lines.Current.Priority <= (_claim.MaxPriority ?? int.MaxValue))
            {
                _line = _lines.Current;
                return true;
            }
        }

        return false;
    }
}
