using Ringleader.Jobs;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>The scheduled job of the scene <c>jobs</c>. That it runs is all that it does.</summary>
[Job(Kind)]
internal sealed record TickJob
{
    public const string Kind = "demo.tick";

    /// <summary>The name of its schedule.</summary>
    public const string Schedule = "tick";

    /// <summary>How often that fires: at each full second.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
}
