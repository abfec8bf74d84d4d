namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>What the processes of the scene <c>jobs</c> have to agree on.</summary>
internal static class TranscodingJobs
{
    /// <summary>How many jobs a worker does at a time.</summary>
    public const int Slots = 2;

    /// <summary>The priority of urgent files; the others have 0.</summary>
    public const int UrgentPriority = 10;

    /// <summary>How often a file is tried in all.</summary>
    public const int MaxAttempts = 3;

    /// <summary>How long a worker is believed to live without a sign of it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>How long after a failed attempt the next one is.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);
}
