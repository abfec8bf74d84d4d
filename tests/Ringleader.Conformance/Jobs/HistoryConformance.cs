using Ringleader.Conformance.Jobs.History;

namespace Ringleader.Conformance.Jobs;

/// <summary>What holds over whole runs, with everybody at work at once and faults between.</summary>
public abstract class HistoryConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    /// <summary>How many runs there are.</summary>
    protected virtual int Runs => 300;

    [Fact]
    public async Task Histories_hold_what_the_store_promises()
    {
        var first = Random.Shared.Next(1_000_000);
        for (var run = 0; run < Runs; run++)
        {
            var seed = (first + run) % 1_000_000;
            await using var backend = new TBackend();
            var store = await backend.OpenAsync(new() { Succeeded = TimeSpan.FromDays(365), Cancelled = TimeSpan.FromDays(365) });

            var history = await JobSimulation.RunAsync(backend, store, seed);

            var faults = JobHistoryCheck.FindFaults(history);
            Assert.True(faults.Count == 0, $"Seed {seed}:\n{string.Join('\n', faults.Take(20))}");
            Assert.True(history.Claims.Count > 50, $"Seed {seed} ran only {history.Claims.Count} jobs.");
        }
    }
}
