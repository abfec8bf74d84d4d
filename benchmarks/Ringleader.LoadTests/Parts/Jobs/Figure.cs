namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>What two trials are compared by.</summary>
internal enum Figure
{
    JobsPerSecond,

    /// <summary>The median time from enqueuing to starting.</summary>
    StartTime,

    /// <summary>Bytes of the database's log per job.</summary>
    WalBytes,

    CpuTime,
}
