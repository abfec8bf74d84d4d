using Ringleader.Conformance.Jobs.Faults;
using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Tests.Conformance;

namespace Ringleader.Sqlite.Tests.Faults;

/// <summary>Every statement of a store fails once: before it ran, while it gave rows, and after it was done.</summary>
public sealed class StatementFaultTests
{
    private static JobRetention Forever { get; } = new() { Succeeded = TimeSpan.FromDays(365), Cancelled = TimeSpan.FromDays(365) };

    [Theory]
    [InlineData(nameof(StatementMoment.Before))]
    [InlineData(nameof(StatementMoment.InAnswer))]
    [InlineData(nameof(StatementMoment.After))]
    public async Task A_story_ends_the_same_whichever_statement_fails(string moment)
    {
        var fatal = Enum.Parse<StatementMoment>(moment);
        var fails = 0;
        for (var step = 0; ; step++)
        {
            // The first ones are all tried, then every seventh: the same few statements come again and again.
            var at = step < 60 ? step + 1 : 60 + ((step - 59) * 7);
            await using var backend = new SqliteBackend();
            var sound = (SqliteJobStore)await backend.OpenAsync(JobRetention.Default);
            var count = 0;
            var hasFailed = false;
            await using var cut = backend.OpenAnother(JobRetention.Default, reached =>
            {
                if (reached == fatal && Interlocked.Increment(ref count) == at)
                {
                    hasFailed = true;
                    throw new JobStoreException($"Statement {at} was cut.", isTransient: true); // as SQLite's own errors come
                }
            });

            await new ScriptedLife(backend, cut).RunAsync(sound);

            if (!hasFailed)
            {
                break;
            }

            fails++;
        }

        Assert.True(fails > 20, $"Only {fails} statements were cut.");
    }

    [Fact]
    public async Task Histories_hold_while_statements_fail()
    {
        var first = Random.Shared.Next(1_000_000);
        for (var run = 0; run < 20; run++)
        {
            var seed = (first + run) % 1_000_000;
            await using var backend = new SqliteBackend();
            var sound = (SqliteJobStore)await backend.OpenAsync(Forever);
            var random = new Random(seed);
            await using var cut = backend.OpenAnother(Forever, _ =>
            {
                lock (random)
                {
                    if (random.Next(500) == 0)
                    {
                        throw new JobStoreException("A statement was cut.", isTransient: true);
                    }
                }
            });

            var history = await JobSimulation.RunAsync(backend, sound, cut, seed);

            var faults = JobHistoryCheck.FindFaults(history);
            Assert.True(faults.Count == 0, $"Seed {seed}:\n{string.Join('\n', faults.Take(20))}");
        }
    }
}
