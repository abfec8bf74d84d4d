using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>
/// One run: all processes are started and warmed up, and then every round makes every trial, ours and peers turn by turn, so that whatever
/// else the machine does falls on all of them alike.
/// </summary>
internal sealed class JobsRun(RunOptions options, TextWriter progress)
{
    // Whole trials: they are of so many jobs that the just-in-time compiler has seen all that it will.
    private const int WarmUps = 2;

    public async Task<JobsReport> MeasureAsync(CancellationToken cancellationToken)
    {
        Trial[] trials = ChooseTrials();
        JobsSubject? idler = options.Subjects.Count == 0 && options.Takes(JobsRows.Idle) ? JobsSubjects.Idler : null;
        if (trials.Length == 0 && idler is null)
        {
            throw new LoadTestException(
                $"No row of 'jobs' is called so. Rows: {string.Join(", ", JobsRows.Names)}. " +
                $"Subjects: {string.Join(", ", JobsSubjects.All.Select(subject => subject.Name))}.");
        }

        JobsSubject[] subjects = [.. JobsSubjects.All.Where(subject => trials.Any(trial => trial.Subject == subject.Name))];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ringleader-bench-");
        PostgreSqlMeter? server = null;
        PostgreSqlMeter? quietServer = null;
        RunningJobsSubject? idling = null;
        var running = new Dictionary<string, RunningJobsSubject>(StringComparer.Ordinal);
        try
        {
            server = subjects.Any(subject => subject.IsOnPostgreSql) ? await PostgreSqlMeter.StartAsync(cancellationToken) : null;
            foreach (JobsSubject subject in subjects)
            {
                running.Add(subject.Name, new RunningJobsSubject(subject, server, folder));
                await running[subject.Name].StartAsync(cancellationToken);
                await progress.WriteLineAsync($"{subject.Name}: {running[subject.Name].Version}");
            }

            if (idler is not null)
            {
                // Alone on a server of its own: what the peers leave the other to do would be counted with it.
                quietServer = await PostgreSqlMeter.StartAsync(cancellationToken);
                idling = new RunningJobsSubject(idler, quietServer, folder);
                await idling.StartAsync(cancellationToken);
            }

            string database = (server ?? quietServer) is { } known ? await known.GetVersionAsync(cancellationToken) : "";
            string[] peers =
            [
                .. running.Values.Append(idling).OfType<RunningJobsSubject>().Select(subject => subject.Version).Append(database).Where(text => text.Length > 0).Distinct(),
            ];
            Machine machine = Machine.Describe(string.Join(", ", peers), TimeProvider.System);
            for (int warmUp = 0; warmUp < WarmUps; warmUp++)
            {
                foreach (Trial trial in trials)
                {
                    await MeasureAsync("warm-up", running[trial.Subject], trial, cancellationToken);
                }
            }

            return await MeasureRoundsAsync(machine, trials, running, idling, cancellationToken);
        }
        finally
        {
            await Task.WhenAll(running.Values.Append(idling).OfType<RunningJobsSubject>().Select(subject => subject.DisposeAsync().AsTask()));
            await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (quietServer?.DisposeAsync() ?? ValueTask.CompletedTask);
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Everything that the chosen rows compare, or everything about the chosen subjects; compared ones are neighbours.</summary>
    private Trial[] ChooseTrials() => options.Subjects.Count == 0
        ? [.. JobsRows.All.Where(row => options.Takes(row.Name)).SelectMany(row => row.Trials).Distinct()]
        : [.. JobsRows.All.SelectMany(row => row.Trials).Where(trial => options.Subjects.Contains(trial.Subject)).Distinct()];

    private async Task<JobsReport> MeasureRoundsAsync(
        Machine machine, Trial[] trials, Dictionary<string, RunningJobsSubject> running, RunningJobsSubject? idling, CancellationToken cancellationToken)
    {
        Dictionary<Trial, List<TrialSample>> samples = trials.ToDictionary(trial => trial, _ => new List<TrialSample>());
        var idle = new List<IdleSample>();
        for (int round = 0; round < options.Rounds; round++)
        {
            string name = $"round {round + 1}/{options.Rounds}";

            // Another one goes first in each round: none always follows the same neighbour's heat.
            int first = trials.Length == 0 ? 0 : round * trials.Length / options.Rounds;
            foreach (Trial trial in trials.Skip(first).Concat(trials.Take(first)))
            {
                samples[trial].Add(await MeasureAsync(name, running[trial.Subject], trial, cancellationToken));
            }

            if (idling is not null)
            {
                IdleSample sample = await idling.IdleAsync(cancellationToken);
                idle.Add(sample);
                await progress.WriteLineAsync($"{name}  {idling.Subject.Name}: {sample}");
            }
        }

        TrialSummary[] measured = [.. trials.Select(trial => new TrialSummary(trial, samples[trial]))];
        return new JobsReport(machine, options.Rounds, Compare(measured), JobsRows.OfIdle(idle), measured);
    }

    private async Task<TrialSample> MeasureAsync(string round, RunningJobsSubject subject, Trial trial, CancellationToken cancellationToken)
    {
        TrialSample sample = await subject.MeasureAsync(trial, cancellationToken);
        await progress.WriteLineAsync(
            $"{round}  {trial,-60} {Figures.Text(sample.PerSecond),10}/s {Figures.Text(sample.P50Microseconds),8} µs " +
            $"{Figures.Text(sample.CpuMicroseconds),8} µs CPU {Figures.Text(sample.WalBytes),8} B WAL");
        return sample;
    }

    private JobsReportRow[] Compare(TrialSummary[] measured)
    {
        Dictionary<Trial, TrialSummary> byTrial = measured.ToDictionary(summary => summary.Trial);
        return
        [
            .. JobsRows.All
                .Where(row => options.Takes(row.Name) && row.Trials.All(byTrial.ContainsKey))
                .Select(row => new JobsReportRow(row, byTrial[row.Ours], byTrial[row.Peer])),
        ];
    }
}
