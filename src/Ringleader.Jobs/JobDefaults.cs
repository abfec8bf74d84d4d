namespace Ringleader.Jobs;

/// <summary>What holds where nobody says otherwise.</summary>
public static class JobDefaults
{
    /// <summary>The queue of jobs that name none.</summary>
    public const string Queue = "default";

    /// <summary>How often a job is tried in all, as Delayed Job has it.</summary>
    public const int MaxAttempts = 25;
}
