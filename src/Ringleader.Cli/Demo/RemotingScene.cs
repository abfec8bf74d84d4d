using Ringleader.Cli.Demo.LogCounting;
using Ringleader.Cli.Demo.Processes;
using Ringleader.Remoting;

namespace Ringleader.Cli.Demo;

/// <summary>Processes, .NET and Ruby, share out the counting of an access log over druby://, and one of them dies.</summary>
internal sealed class RemotingScene : IScene
{
    private const int DotNetWorkers = 3;

    /// <summary>The victim dies with its third range in its hands: it has handed in two by then.</summary>
    private const int DealtRounds = 3;

    private const string VictimName = "dotnet-2";
    private const int PageSize = 10_000;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public string Name => "remoting";

    /// <inheritdoc/>
    public string Title => "processes call one another, .NET and Ruby alike";

    /// <inheritdoc/>
    public string Summary =>
        "A server hands out the lines of an access log, a range at a time, as leases of one second. Workers in other processes "
        + "fetch them over druby://, count the requests per URL and hand the counts back. One worker is killed with a range in its "
        + "hands: the lease runs out, and another worker does the range again.";

    /// <inheritdoc/>
    public InputKind Takes => InputKind.File;

    /// <inheritdoc/>
    public async Task<SceneResult> RunAsync(SceneContext context, CancellationToken cancellationToken)
    {
        var file = AccessLogFile.Find(context.Input);
        var ruby = RubyInterpreter.FindVersionAsync("drb", cancellationToken);
        var (alone, lines) = await CountAlone.RunAsync(file.Path, file.Length, cancellationToken).ConfigureAwait(false);
        if (lines < LogCountPlan.MinLines)
        {
            throw new WrongUseException($"The file '{file.Path}' has {lines} lines; it takes {LogCountPlan.MinLines} to share them out.");
        }

        var version = await ruby.ConfigureAwait(false);
        var plan = new LogCountPlan(
            file.Path, file.Length, LogCountPlan.RangeLinesFor(lines), DotNetWorkers + (version is null ? 0 : 1), DealtRounds, Lease);
        var report = new LogCountReport(context.Screen);
        var processes = new Crew(context.Clock, Patience);
        var client = new RemotingClient();
        await using (processes.ConfigureAwait(false))
        await using (client.ConfigureAwait(false))
        {
            var crew = new LogCountCrew(processes);
            var (desk, uri) = await crew.StartDeskAsync(plan, cancellationToken).ConfigureAwait(false);
            var overview = client.Connect<IRangeOverview>(uri);
            var ranges = (await overview.SummarizeAsync(cancellationToken).ConfigureAwait(false)).Ranges;
            StartWorkers(crew, uri, version is not null);
            report.ShowProcesses(file, lines, ranges, desk, uri, crew.Workers, version);

            var held = await crew.KillVictimAsync(cancellationToken).ConfigureAwait(false);
            report.ShowKilled(VictimName, held);
            await context.Screen.ShowProgressAsync("counting", ranges, show => processes.FollowAsync(ranges, overview.CountDoneAsync, show, cancellationToken)).ConfigureAwait(false);
            await processes.WaitForExitAsync(crew.Workers, cancellationToken).ConfigureAwait(false);

            var isLateRefused = !await client.Connect<IRangeDesk>(uri)
                .CompleteAsync(VictimName, held.Id, held.Term, new RequestCount().ByUrl, held.Lines, cancellationToken).ConfigureAwait(false);
            var summary = await overview.SummarizeAsync(cancellationToken).ConfigureAwait(false);
            var shared = await ReadCountsAsync(overview, summary.UnreadableLines, cancellationToken).ConfigureAwait(false);
            return report.Conclude(new LogCountOutcome(alone, lines, shared, summary, VictimName, held, isLateRefused));
        }
    }

    private static void StartWorkers(LogCountCrew crew, string uri, bool withRuby)
    {
        for (var i = 1; i <= DotNetWorkers; i++)
        {
            var name = $"dotnet-{i}";
            crew.StartWorker(name, uri, stopAt: string.Equals(name, VictimName, StringComparison.Ordinal) ? DealtRounds : 0);
        }

        if (withRuby)
        {
            crew.StartRubyWorker("ruby-1", uri);
        }
    }

    private static async Task<RequestCount> ReadCountsAsync(IRangeOverview overview, long unreadable, CancellationToken cancellationToken)
    {
        var count = new RequestCount(unreadable);
        for (var skip = 0; ; skip += PageSize)
        {
            var page = await overview.ListCountsAsync(skip, PageSize, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                return count;
            }

            count.Merge(page, otherUnreadable: 0);
        }
    }
}
