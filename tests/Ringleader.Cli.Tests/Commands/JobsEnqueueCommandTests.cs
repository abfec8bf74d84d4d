using System.Text.Json;
using Ringleader.Cli.Tests.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Tests.Commands;

public sealed class JobsEnqueueCommandTests
{
    [Fact]
    public async Task Enqueue_takes_a_kind_and_prints_the_number()
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync(
            "enqueue", "mail.welcome", """{"user":7}""", "--queue", "mail", "--priority", "-5", "--max-attempts", "3", "--group", "g", "--limit-key", "k", "--tag", "a,b", "--job-version", "2");
        var job = await file.Store.FindAsync(new JobId(1), CancellationToken.None);

        Assert.Equal(new CliRun(0, "1\n", ""), run);
        Assert.Equal(("mail.welcome", """{"user":7}""", "mail", -5, 3), (job!.Kind, job.Arguments, job.Queue, job.Priority, job.MaxAttempts));
        Assert.Equal(("g", "k", 2, "a b"), (job.Group, job.LimitKey, job.Version, string.Join(' ', job.Tags)));
    }

    [Fact]
    public async Task Enqueue_makes_the_store_when_there_is_none()
    {
        await using var file = await JobFile.CreateAsync();

        var run = await CliRun.OfAsync("jobs", "enqueue", "tick", "--json", "--store", "sqlite:" + file.PathOf("new.db"));

        Assert.Equal(new CliRun(0, """{"id":1,"duplicate":false,"replaced":false}""" + "\n", ""), run);
    }

    [Fact]
    public async Task Job_whose_unique_key_is_taken_is_the_one_that_is_there()
    {
        await using var file = await JobFile.CreateAsync();
        await file.RunAsync("enqueue", "tick", "--unique", "x");

        var run = await file.RunJsonAsync("enqueue", "tick", "--unique", "x");

        Assert.Equal("""{"id":1,"duplicate":true,"replaced":false}""", run.GetRawText());
    }

    [Fact]
    public async Task Enqueue_waits_for_a_time_an_instant_or_other_jobs()
    {
        await using var file = await JobFile.CreateAsync();

        await file.RunAsync("enqueue", "tick", "--delay", "1h");
        await file.RunAsync("enqueue", "tick", "--at", "2100-01-01T00:00:00+01:00");
        await file.RunAsync("enqueue", "tick", "--after", "1,2");
        var at = await file.Store.FindAsync(new JobId(2), CancellationToken.None);

        Assert.Equal(JobState.Scheduled, await file.StateOfAsync(new JobId(1)));
        Assert.Equal(new DateTimeOffset(2099, 12, 31, 23, 0, 0, TimeSpan.Zero), at?.RunAt);
        Assert.Equal(JobState.Waiting, await file.StateOfAsync(new JobId(3)));
    }

    [Fact]
    public async Task Program_behind_dashes_is_a_command_that_runs_where_it_was_enqueued()
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync("enqueue", "--priority", "1", "--", "gzip", "-9", "--priority", "big log");
        var job = await file.Store.FindAsync(new JobId(1), CancellationToken.None);

        Assert.Equal(new CliRun(0, "1\n", ""), run);
        Assert.Equal(("command", "commands", 1), (job!.Kind, job.Queue, job.Priority));
        using var arguments = JsonDocument.Parse(job.Arguments);
        Assert.Equal("""["gzip","-9","--priority","big log"]""", arguments.RootElement.GetProperty("run").GetRawText());
        Assert.Equal(Directory.GetCurrentDirectory(), arguments.RootElement.GetProperty("directory").GetString());
    }

    [Theory]
    [InlineData("Say what is to be run: a kind with its arguments as JSON, or a program behind --.")]
    [InlineData("Give either a kind and one JSON text, or a program behind --.", "a", "{}", "{}")]
    [InlineData("Give either a kind and one JSON text, or a program behind --.", "a", "--", "ls")]
    [InlineData("The options --delay and --at exclude each other.", "a", "--delay", "1s", "--at", "2100-01-01T00:00:00Z")]
    [InlineData("'tomorrow' is no instant. Write it as 2026-01-31T07:00:00Z or 2026-01-31T07:00:00+01:00. Try: ringleader jobs enqueue --help", "a", "--at", "tomorrow")]
    [InlineData("JobOptions.MaxAttempts must be 1 or more.", "a", "--max-attempts", "0")]
    public async Task Wrong_use_is_one_line(string expected, params string[] args)
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync(["enqueue", .. args]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Arguments_that_are_no_JSON_are_wrong_use()
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync("enqueue", "a", "{user:7}");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("The arguments are no JSON: '{user:7}'.", run.Error, StringComparison.Ordinal);
    }
}
