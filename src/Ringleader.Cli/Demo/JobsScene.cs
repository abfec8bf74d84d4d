using System.Globalization;
using Ringleader.Cli.Demo.Processes;
using Ringleader.Cli.Demo.Transcoding;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Demo;

/// <summary>Worker processes share out the jobs of a store, and one of them dies: on SQLite, and again on PostgreSQL where it is installed.</summary>
internal sealed class JobsScene : IScene
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public string Name => "jobs";

    /// <inheritdoc/>
    public string Title => "work is done later, by whoever is there, and none of it is lost";

    /// <inheritdoc/>
    public string Summary =>
        "Each file of a directory is a job: count its words, hash it, compress it. All are enqueued before there is a worker, the urgent "
        + "ones with a higher priority, and one for a file that is not there; a schedule adds one each second. Of three workers one is "
        + "killed with files in its hands: its lease of two seconds runs out, and the others do them. The jobs are in a SQLite file, and "
        + "then in PostgreSQL.";

    /// <inheritdoc/>
    public InputKind Takes => InputKind.Directory;

    /// <inheritdoc/>
    public async Task<SceneResult> RunAsync(SceneContext context, CancellationToken cancellationToken)
    {
        var input = InputFolder.Find(context.Input);
        var report = new TranscodingReport(context.Screen);
        report.ShowInput(input);
        List<TranscodingOutcome> outcomes = [await PlayOnSqliteAsync(input, report, context, cancellationToken).ConfigureAwait(false)];
        if (await PostgreSqlPrograms.FindAsync(cancellationToken).ConfigureAwait(false) is { } programs)
        {
            outcomes.Add(await PlayOnPostgreSqlAsync(programs, input, report, context, cancellationToken).ConfigureAwait(false));
        }
        else
        {
            report.ShowStore(PostgreSqlPrograms.Missing);
        }

        return report.Conclude(outcomes);
    }

    private static async Task<TranscodingOutcome> PlayOnSqliteAsync(
        InputFolder input, TranscodingReport report, SceneContext context, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var crew = new Crew(context.Clock, Patience);
        await using (crew.ConfigureAwait(false))
        {
            var file = Path.Combine(folder.Path, "jobs.db");
            report.ShowStore($"SQLite, in {file}");
            return await PlayAsync(TranscodingStore.InFile(file), crew, input, report, context, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<TranscodingOutcome> PlayOnPostgreSqlAsync(
        PostgreSqlPrograms programs, InputFolder input, TranscodingReport report, SceneContext context, CancellationToken cancellationToken)
    {
        var crew = new Crew(context.Clock, Patience);
        await using (crew.ConfigureAwait(false))
        {
            var server = await PostgreSqlServer.StartAsync(crew, programs, context.Clock, cancellationToken).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                report.ShowStore(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {programs.Version} (process {server.Id})"));
                return await PlayAsync(TranscodingStore.In(server), crew, input, report, context, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<TranscodingOutcome> PlayAsync(
        TranscodingStore place, Crew crew, InputFolder input, TranscodingReport report, SceneContext context, CancellationToken cancellationToken)
    {
        using var output = new TemporaryFolder();
        var registry = new JobRegistry().UseJson(TranscodingJson.Default).AddJob<TranscodeJob>().AddJob<TickJob>();
        var store = StoreAddress.Parse(place.Address).Open();
        var workers = new TranscodingCrew(crew, place, context.Clock);
        await using (store.ConfigureAwait(false))
        await using (workers.ConfigureAwait(false))
        {
            await store.MigrateAsync(cancellationToken).ConfigureAwait(false);
            var play = new TranscodingPlay(crew, workers, store, new JobClient(store, registry), input, output.Path);
            await play.EnqueueAsync(cancellationToken).ConfigureAwait(false);
            await play.StartAsync(cancellationToken).ConfigureAwait(false);
            report.ShowWorkers(workers.Workers);
            await play.KillAsync(cancellationToken).ConfigureAwait(false);
            await context.Screen.ShowProgressAsync("transcoding", play.Total, show => play.FinishAsync(show, cancellationToken)).ConfigureAwait(false);
            var outcome = await play.ConcludeAsync(place, cancellationToken).ConfigureAwait(false);
            report.ShowOutcome(outcome);
            return outcome;
        }
    }
}
