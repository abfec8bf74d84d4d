using Ringleader.Cli.Tests.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Tests.Commands;

public sealed class JobsActionCommandTests
{
    [Fact]
    public async Task Job_that_is_named_is_changed_at_once()
    {
        await using var file = await JobFile.CreateAsync();
        await file.AddAsync();
        var id = await file.FailNextAsync(await file.StartWorkerAsync());

        var retry = await file.RunAsync("retry", id.ToString());
        var retried = await file.StateOfAsync(id);
        var cancel = await file.RunAsync("cancel", id.ToString());
        var cancelled = await file.StateOfAsync(id);
        var discard = await file.RunAsync("discard", id.ToString());

        Assert.Equal(new CliRun(0, "1 of 1 job retried.\n", ""), retry);
        Assert.Equal(JobState.Ready, retried);
        Assert.Equal(new CliRun(0, "1 of 1 job cancelled.\n", ""), cancel);
        Assert.Equal(JobState.Cancelled, cancelled);
        Assert.Equal(new CliRun(0, "1 of 1 job discarded.\n", ""), discard);
        Assert.Null(await file.StateOfAsync(id));
    }

    [Fact]
    public async Task Named_job_that_cannot_be_changed_is_a_failure()
    {
        await using var file = await JobFile.CreateAsync();
        var id = await file.AddAsync();

        var run = await file.RunAsync("retry", id.ToString());

        Assert.Equal(new CliRun(1, "0 of 1 job retried.\n", "1 of 1 job could not be retried: only those that are retry-scheduled or failed or cancelled can.\n"), run);
    }

    [Theory]
    [InlineData("--queue", "mail")]
    [InlineData("--all")]
    public async Task Filter_alone_counts_and_changes_nothing(params string[] filter)
    {
        await using var file = await JobFile.CreateAsync();
        var first = await file.AddAsync();
        await file.AddAsync(JobFile.Job() with { Delay = TimeSpan.FromHours(1) });

        var run = await file.RunAsync(["cancel", .. filter]);

        Assert.Equal(new CliRun(0, "2 jobs would be cancelled: 1 scheduled, 1 ready. Nothing was changed; add --yes to do it.\n", ""), run);
        Assert.Equal(JobState.Ready, await file.StateOfAsync(first));
    }

    [Fact]
    public async Task Filter_with_yes_changes_what_matches()
    {
        await using var file = await JobFile.CreateAsync();
        var mail = await file.AddAsync();
        var report = await file.AddAsync(JobFile.Job("report", "slow"));

        var run = await file.RunJsonAsync("discard", "--kind", "mail.welcome", "--yes");

        Assert.Equal("""{"action":"discard","matched":1,"changed":1}""", run.GetRawText());
        Assert.Null(await file.StateOfAsync(mail));
        Assert.Equal(JobState.Ready, await file.StateOfAsync(report));
    }

    [Fact]
    public async Task Count_leaves_out_jobs_to_which_it_cannot_be_done()
    {
        await using var file = await JobFile.CreateAsync();
        await file.AddAsync();
        await file.AddAsync();
        await file.FailNextAsync(await file.StartWorkerAsync());

        var run = await file.RunAsync("retry", "--queue", "mail");

        Assert.Equal("1 job would be retried: 1 failed. Nothing was changed; add --yes to do it.\n", run.Output);
    }

    [Fact]
    public async Task Nothing_that_matches_is_no_failure()
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync("retry", "--all", "--yes");

        Assert.Equal(new CliRun(0, "No job matches.\n", ""), run);
    }

    [Fact]
    public async Task Running_job_is_told_to_stop()
    {
        await using var file = await JobFile.CreateAsync();
        var id = await file.AddAsync();
        var lease = await file.StartWorkerAsync();
        await file.ClaimAsync(lease);

        var run = await file.RunAsync("cancel", id.ToString());

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([id], (await file.Store.BeatAsync(lease, [], CancellationToken.None)).Cancelled);
    }

    [Theory]
    [InlineData("Name the jobs, or give a filter such as --state, or --all.", "retry")]
    [InlineData("Numbers of jobs, filters and --all exclude each other.", "retry", "1", "--all")]
    [InlineData("Numbers of jobs, filters and --all exclude each other.", "cancel", "--queue", "x", "--all")]
    [InlineData("'x' is no number of a job.", "discard", "x")]
    [InlineData("Jobs that are running cannot be discarded: only those that are waiting or scheduled or ready or retry-scheduled or succeeded or failed or cancelled.", "discard", "--state", "running")]
    public async Task Wrong_use_is_one_line(string expected, params string[] args)
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync(args);

        Assert.Equal(new CliRun(2, "", expected + "\n"), run);
    }
}
