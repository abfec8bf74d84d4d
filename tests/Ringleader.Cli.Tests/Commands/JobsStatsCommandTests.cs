using Ringleader.Cli.Tests.Jobs;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Cli.Tests.Commands;

public sealed class JobsStatsCommandTests
{
    [Fact]
    public async Task Stats_counts_queues_and_groups_failures_by_cause()
    {
        await using var file = await JobFile.CreateAsync();
        var lease = await file.StartWorkerAsync(slots: 4);
        foreach (var type in new[] { "System.TimeoutException", "System.IO.IOException", "System.TimeoutException" })
        {
            await file.AddAsync();
            await file.FailNextAsync(lease, type);
        }

        await file.AddAsync(JobFile.Job("report", "slow"));
        await file.Store.SetPausedAsync(new PauseTarget(Queue: "slow"), isPaused: true, CancellationToken.None);
        await file.Store.SetLimitAsync(new JobLimit("queue:mail", Running: 5), CancellationToken.None);

        var run = await file.RunAsync("stats");
        var json = await file.RunJsonAsync("stats");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"\nmail   0              0        0          0         0        3       0          0\n", run.Output);
        Assert.Matches(@"\nslow   1      \d+s +0        0          0         0        0       0          0          paused\n", run.Output);
        Assert.Contains("\nworkers   1 alive, 0 of 4 slots taken\npaused    queue slow\nlimits    queue:mail 5 running\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n2       mail\.welcome  System\.TimeoutException  3, \d+s ago: it took too long\n", run.Output);
        Assert.Equal(1, json.GetProperty("queues")[1].GetProperty("jobs").GetProperty("ready").GetInt32());
        Assert.Equal(2, json.GetProperty("failed")[0].GetProperty("count").GetInt32());
        Assert.Equal(1, json.GetProperty("workers_alive").GetInt32());
    }

    [Fact]
    public async Task Workers_says_who_is_alive_and_what_they_serve()
    {
        await using var file = await JobFile.CreateAsync();
        await file.AddAsync();
        await file.ClaimAsync(await file.StartWorkerAsync("w1", 3));
        await file.StartWorkerAsync("w2", 1, "mail", "slow");

        var run = await file.RunAsync("workers");
        var json = await file.RunJsonAsync("workers");

        Assert.Matches(@"\n\d+ +w1 +alive +1/3 +all +\d+s ago +\d+s ago\n", run.Output);
        Assert.Matches(@"\n\d+ +w2 +alive +0/1 +mail,slow +\d+s ago ", run.Output);
        Assert.True(json[0].GetProperty("alive").GetBoolean());
    }

    [Fact]
    public async Task Kinds_that_no_living_worker_knows_are_shown_and_fail_the_check()
    {
        await using var file = await JobFile.CreateAsync();
        await file.Store.StartWorkerAsync(
            new WorkerDescription("old", [], 1, TimeSpan.FromMinutes(10), new Dictionary<string, int>(StringComparer.Ordinal) { ["report"] = 1 }), CancellationToken.None);
        await file.AddAsync();
        await file.AddAsync(JobFile.Job("report"));

        var stats = await file.RunAsync("stats");
        var json = await file.RunJsonAsync("stats");
        var check = await file.RunAsync("check");

        Assert.Contains("\nno worker mail.welcome version 1 in queue mail\n", stats.Output, StringComparison.Ordinal);
        Assert.Equal("mail.welcome", Assert.Single(json.GetProperty("no_worker").EnumerateArray()).GetProperty("kind").GetString());
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("No worker that is alive takes jobs of kind 'mail.welcome', version 1, in queue 'mail'", check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_is_content_with_a_worker_and_nothing_old()
    {
        await using var file = await JobFile.CreateAsync();
        await file.StartWorkerAsync();

        var run = await file.RunAsync("check");

        Assert.Equal(new CliRun(0, "1 worker is alive; no job waits.\n", ""), run);
    }

    [Fact]
    public async Task Check_fails_without_a_worker()
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync("check", "--json");

        Assert.Equal(new CliRun(1, """{"ok":false,"problems":["No worker is alive."],"oldest_ready_seconds":null,"workers_alive":0}""" + "\n", "No worker is alive.\n"), run);
    }

    [Fact]
    public async Task Check_fails_when_a_ready_job_is_too_old()
    {
        await using var file = await JobFile.CreateAsync();
        await file.AddAsync();
        await file.StartWorkerAsync("w1", 1, "slow");

        var run = await file.RunAsync("check", "--max-age", "1ms", "--queue", "mail");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"^The oldest ready job of queue 'mail' has been due for \d+s\. No worker that is alive serves queue 'mail'\.\n$", run.Error);
    }

    [Fact]
    public async Task Check_fails_when_a_job_has_failed_lately()
    {
        await using var file = await JobFile.CreateAsync();
        await file.AddAsync();
        await file.FailNextAsync(await file.StartWorkerAsync());

        var lately = await file.RunAsync("check", "--failed-within", "1h");
        var otherwise = await file.RunAsync("check");

        Assert.Equal(new CliRun(1, "", "Job 1 of kind 'mail.welcome' failed within the last 1h: it took too long\n"), lately);
        Assert.Equal(0, otherwise.ExitCode);
    }
}
