namespace Ringleader.Jobs.Memory;

/// <summary>A job in a line as it was when it joined. It has left once its stamp is another: lines drop such places when they come upon them.</summary>
internal readonly record struct StampedJob(JobEntry Job, int Stamp)
{
    public bool IsStale => Job.Stamp != Stamp;
}
