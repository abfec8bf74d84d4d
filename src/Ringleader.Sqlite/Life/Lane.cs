using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;

namespace Ringleader.Sqlite.Life;

/// <summary>The ready jobs of a queue that the same claims may have.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="IsSuspect">Whether they run alone.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Version">The version of the arguments.</param>
internal sealed record Lane(string Queue, bool IsSuspect, string Kind, int Version)
{
    /// <summary>The lanes of a queue that have jobs: one probe of the index for each.</summary>
    public static List<Lane> Of(Database database, string queue)
    {
        var lanes = new List<Lane>();
        while (Next(database, queue, after: lanes.LastOrDefault()) is { } lane)
        {
            lanes.Add(lane);
        }

        return lanes;
    }

    /// <summary>Whether a claim has jobs of these priorities here.</summary>
    public bool HasJobs(Database database, JobClaim claim) =>
        Use(database, "job-has-chance").Bind(claim.MinPriority ?? int.MinValue).Bind(claim.MaxPriority ?? int.MaxValue).Number() != 0;

    /// <summary>When the job that is due longest became due; null when there is none.</summary>
    public long? OldestDue(Database database) => Use(database, "job-oldest-ready").Number();

    /// <summary>A statement whose first parameters are this lane.</summary>
    public Statement Use(Database database, string statement) => database.Use(statement).Bind(Queue).Bind(IsSuspect).Bind(Kind).Bind((long)Version);

    private static Lane? Next(Database database, string queue, Lane? after)
    {
        using var row = database.Use("lane-next").Bind(queue).Bind(after is null ? -1L : after.IsSuspect ? 1L : 0L).Bind(after?.Kind ?? "").Bind((long)(after?.Version ?? 0));
        return row.Step() ? new(queue, row.Bool(0), row.Text(1), row.Int(2)) : null;
    }
}
