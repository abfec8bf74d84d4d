using Npgsql;
using Ringleader.Conformance.Jobs.Faults;
using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs;
using Ringleader.Testing.PostgreSql;

namespace Ringleader.PostgreSql.Tests.Faults;

/// <summary>Connections are cut at every statement of a store: before it arrives, after it is done, and in its answer.</summary>
public sealed class StatementFaultTests
{
    private static JobRetention Forever { get; } = new() { Succeeded = TimeSpan.FromDays(365), Cancelled = TimeSpan.FromDays(365) };

    [Theory]
    [InlineData(StatementFate.CutBefore)]
    [InlineData(StatementFate.CutAfter)]
    [InlineData(StatementFate.CutInAnswer)]
    public async Task A_story_ends_the_same_wherever_the_connection_is_cut(StatementFate fate)
    {
        for (var step = 0; ; step++)
        {
            // The first ones are all tried, then every fifth: the same few statements come again and again.
            var at = step < 30 ? step + 1 : 30 + ((step - 29) * 5);
            await using var backend = new PostgreSqlBackend();
            var sound = await backend.OpenAsync(JobRetention.Default);
            await using var cutter = new StatementCutter(TestServer.Port, number => number == at ? fate : StatementFate.Pass);
            await using var source = SourceThrough(cutter);
            await using var cut = new PostgreSqlJobStore(source, new() { Schema = backend.Schema });

            await new ScriptedLife(backend, cut).RunAsync(sound);

            if (cutter.Statements < at)
            {
                Assert.True(step > 20, $"Only {step} statements were cut.");
                return;
            }
        }
    }

    [Fact]
    public async Task Histories_hold_while_connections_are_cut()
    {
        var first = Random.Shared.Next(1_000_000);
        for (var run = 0; run < 3; run++)
        {
            var seed = (first + run) % 1_000_000;
            await using var backend = new PostgreSqlBackend();
            var sound = await backend.OpenAsync(Forever);
            var random = new Random(seed);
            await using var cutter = new StatementCutter(TestServer.Port, _ => Draw(random));
            await using var source = SourceThrough(cutter);
            await using var cut = new PostgreSqlJobStore(source, new() { Schema = backend.Schema, Retention = Forever });

            var history = await JobSimulation.RunAsync(backend, sound, cut, seed);

            var faults = JobHistoryCheck.FindFaults(history);
            Assert.True(faults.Count == 0, $"Seed {seed}:\n{string.Join('\n', faults.Take(20))}");
        }
    }

    private static StatementFate Draw(Random random)
    {
        lock (random)
        {
            return random.Next(60) == 0 ? (StatementFate)random.Next(1, 4) : StatementFate.Pass;
        }
    }

    private static NpgsqlDataSource SourceThrough(StatementCutter cutter) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(TestServer.ConnectionString)
    {
        Port = cutter.Port,
        SslMode = SslMode.Disable,
        MaxPoolSize = 20,
    });
}
