using Ringleader.Jobs;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>The scheduled job of the scene <c>jobs</c>. That it runs is all that it does.</summary>
[Job(Kind)]
internal sealed record TickJob
{
    public const string Kind = "demo.tick";
}
