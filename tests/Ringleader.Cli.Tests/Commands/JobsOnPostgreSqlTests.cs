using System.Text.Json;
using Ringleader.Testing;

namespace Ringleader.Cli.Tests.Commands;

public sealed class JobsOnPostgreSqlTests
{
    [Fact]
    public async Task Commands_do_the_same_on_PostgreSQL_and_show_no_password()
    {
        await using var server = await PostgreSqlServer.StartAsync(isDurable: false);
        var runs = new List<CliRun>();

        await RunAsync(1, "stats");
        await RunAsync(0, "migrate");
        await RunAsync(0, "enqueue", "--", "printf", "hello");
        await RunAsync(0, "schedule", "add", "sweep", "--every", "1h", "--kind", "tick");
        await RunAsync(0, "limit", "queue:commands", "--running", "5");
        await RunAsync(0, "pause", "--kind", "tick");
        await RunAsync(0, "work", "--commands", "--once");
        var shown = await RunAsync(0, "show", "1", "--json");
        await RunAsync(0, "list");
        await RunAsync(0, "stats");
        await RunAsync(0, "workers");
        await RunAsync(0, "schedule", "list");
        await RunAsync(0, "discard", "--all", "--yes");
        await RunAsync(1, "check");

        using var job = JsonDocument.Parse(shown.Output);
        Assert.Equal(("succeeded", "hello"), (job.RootElement.GetProperty("state").GetString(), job.RootElement.GetProperty("result").GetString()));
        Assert.Contains("ringleader jobs migrate", runs[0].Error, StringComparison.Ordinal);
        Assert.All(runs, static run => Assert.DoesNotContain("secret", run.Output + run.Error, StringComparison.Ordinal));

        async Task<CliRun> RunAsync(int exitCode, params string[] args)
        {
            string[] store = ["--store", $"postgres://ringleader:secret@127.0.0.1:{server.Port}/postgres"];
            var run = await CliRun.OfAsync(["jobs", .. args.TakeWhile(static word => word is not "--"), .. store, .. args.SkipWhile(static word => word is not "--")]);
            Assert.True(run.ExitCode == exitCode, $"{string.Join(' ', args)}: {run}");
            runs.Add(run);
            return run;
        }
    }

    [Fact]
    public async Task Server_that_does_not_answer_is_a_failure_of_one_line()
    {
        var run = await CliRun.OfAsync("jobs", "list", "--store", "postgres://jobs:secret@127.0.0.1:1/shop");

        Assert.Equal(1, run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains("127.0.0.1:1", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }
}
