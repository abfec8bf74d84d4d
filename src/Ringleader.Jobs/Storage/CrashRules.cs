namespace Ringleader.Jobs.Storage;

/// <summary>
/// What the death of a worker means for the jobs that it held. The rule for all stores; PostgreSQL has it in <c>take_back</c>.
/// </summary>
/// <remarks>
/// Only a worker that held one job shows which job crashed it. One that held several leaves suspects: none of them is charged with a crash,
/// and each runs next alone in a worker. A suspect that kills that worker too is guilty, and the death that made it suspect counts as well.
/// </remarks>
public static class CrashRules
{
    private const int MostDoublings = 9;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Returns the crashes of a job after the death of its worker, and whether they fail the job.</summary>
    /// <param name="crashes">Its crashes before.</param>
    /// <param name="isSuspect">Whether it was a suspect before.</param>
    /// <param name="wasAlone">Whether the worker held nothing else when it died.</param>
    /// <param name="maxCrashes">
    /// The number of crashes after which a job is not run again; 0 for jobs that are never run again once their worker has died, alone or not.
    /// </param>
    public static (int Crashes, bool IsFailed) Judge(int crashes, bool isSuspect, bool wasAlone, int maxCrashes)
    {
        if (!wasAlone && maxCrashes > 0)
        {
            return (crashes, false);
        }

        crashes += wasAlone && isSuspect && crashes == 0 ? 2 : 1;
        return (crashes, crashes >= maxCrashes);
    }

    /// <summary>How long a job waits after the death of its worker: 1 s, doubled with each crash, at most 5 minutes.</summary>
    public static TimeSpan WaitAfter(int crashes)
    {
        var wait = Shortest * (1 << Math.Min(crashes, MostDoublings));
        return wait < Longest ? wait : Longest;
    }
}
