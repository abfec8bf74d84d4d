using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Life;

/// <summary>How the ends of many attempts are recorded together.</summary>
internal sealed partial class JobLife
{
    /// <summary>Records the ends of attempts, and says which were recorded.</summary>
    /// <remarks>Jobs that succeeded and that nothing follows from are most of all jobs, and are written with one statement.</remarks>
    public bool[] Finish(IReadOnlyList<JobFinish> finishes)
    {
        var recorded = new bool[finishes.Count];
        if (recorded.Length == 1)
        {
            recorded[0] = Finish(finishes[0]);
            return recorded;
        }

        var ids = Json.Write(finishes.Select(finish => finish.Id.Value));
        var rows = JobRow.FindMany(Database, ids);
        HashSet<long> parents = [.. Database.Use("follows-parents-among").Bind(ids).Numbers()];
        var plain = new List<(JobRow Row, JobFinish Finish)>();
        for (var place = 0; place < recorded.Length; place++)
        {
            var finish = finishes[place];
            if (finish is { Outcome: JobOutcome.Succeeded, Error: null }
                && rows.Remove(finish.Id.Value, out var row)
                && row is { State: JobState.Running, IsPlain: true }
                && row.Term == finish.Term
                && !parents.Contains(row.Id))
            {
                plain.Add((row, finish));
                recorded[place] = true;
            }
        }

        SucceedTogether(plain);
        for (var place = 0; place < recorded.Length; place++)
        {
            recorded[place] = recorded[place] || Finish(finishes[place]);
        }

        return recorded;
    }

    private void SucceedTogether(List<(JobRow Row, JobFinish Finish)> jobs)
    {
        var kept = new List<long>();
        var gone = new List<long>();
        foreach (var (row, _) in jobs)
        {
            var isKept = KeepTime(row, JobState.Succeeded) > TimeSpan.Zero;
            (isKept ? kept : gone).Add(row.Id);
            change.Tally.Add(row.Queue, JobState.Running, -1);
            change.Tally.Add(row.Queue, JobState.Succeeded, isKept ? 1 : 0);
            SlotIsFree(row);
        }

        if (gone.Count > 0)
        {
            Database.Use("job-delete-many").Bind(Json.Write(gone)).Run();
        }

        if (kept.Count > 0)
        {
            Database.Use("job-succeed").Bind(Json.Write(kept)).Bind(Now).Bind(Instants.Duration(change.Retention.Succeeded)).Bind(Instants.Last).Run();
            foreach (var (row, finish) in jobs)
            {
                SetResult(row, finish.Result);
            }
        }
    }
}
