using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Driving;

/// <summary>
/// One run: all processes are started and warmed up, and then every round measures every cell, subjects and peers turn
/// by turn, so that whatever else the machine does falls on all of them alike.
/// </summary>
internal sealed class MeasuringRun(IReadOnlyList<Subject> subjects, RunOptions options, TextWriter progress)
{
    /// <summary>Measures the cells; each comes back with one sample per round.</summary>
    public async Task<IReadOnlyList<CellSummary>> MeasureAsync(IReadOnlySet<Cell> cells, CancellationToken cancellationToken)
    {
        var running = new List<RunningSubject>();
        try
        {
            foreach (Subject subject in subjects.Where(subject => cells.Any(cell => cell.Subject == subject.Name)))
            {
                var started = new RunningSubject(subject);
                running.Add(started);
                await started.StartAsync(cancellationToken);
                await started.WarmUpAsync(cancellationToken);
                await progress.WriteLineAsync($"{subject.Name}: warm after {started.WarmUpCalls:N0} of {subject.WarmUpCalls:N0} calls");
            }

            return await MeasureRoundsAsync(running, cells, cancellationToken);
        }
        finally
        {
            await Task.WhenAll(running.Select(subject => subject.DisposeAsync().AsTask()));
        }
    }

    private async Task<IReadOnlyList<CellSummary>> MeasureRoundsAsync(
        List<RunningSubject> running, IReadOnlySet<Cell> cells, CancellationToken cancellationToken)
    {
        Dictionary<Cell, List<Sample>> samples = cells.ToDictionary(cell => cell, _ => new List<Sample>());
        int[] callerCounts = [.. cells.Select(cell => cell.Callers).Distinct().Order()];
        for (int round = 0; round < options.Rounds; round++)
        {
            foreach (int callers in callerCounts)
            {
                // Another one goes first in each round: none always follows the same neighbour's heat.
                foreach (RunningSubject subject in running.Skip(round % running.Count).Concat(running.Take(round % running.Count)))
                {
                    var cell = new Cell(subject.Subject.Name, callers);
                    if (samples.TryGetValue(cell, out List<Sample>? own))
                    {
                        Sample sample = await subject.MeasureAsync(callers, options.Window, cancellationToken);
                        own.Add(sample);
                        await progress.WriteLineAsync(
                            $"round {round + 1}/{options.Rounds}  {cell,-16} {sample.CallsPerSecond,10:N0}/s  {sample.CpuMicrosecondsPerCall,8:N1} µs CPU");
                    }
                }
            }
        }

        return [.. samples.Select(entry => new CellSummary(entry.Key, entry.Value))];
    }
}
