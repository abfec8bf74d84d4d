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

    [Fact]
    public async Task A_waiting_job_is_rescheduled_and_its_priority_changed()
    {
        await using var file = await JobFile.CreateAsync();
        var id = await file.AddAsync();

        var later = await file.RunAsync("reschedule", id.ToString(), "--delay", "2h");
        var scheduled = await file.StateOfAsync(id);
        var urgent = await file.RunJsonAsync("priority", id.ToString(), "--to", "10");
        var now = await file.RunAsync("reschedule", "--kind", "mail.welcome", "--now", "--yes");

        Assert.Equal(new CliRun(0, "1 of 1 job rescheduled.\n", ""), later);
        Assert.Equal(JobState.Scheduled, scheduled);
        Assert.Equal("""{"action":"priority","matched":1,"changed":1}""", urgent.GetRawText());
        Assert.Equal(new CliRun(0, "1 job rescheduled.\n", ""), now);
        Assert.Equal((JobState.Ready, 10), (await file.StateOfAsync(id), (await file.Store.FindAsync(id, CancellationToken.None))!.Priority));
    }

    [Fact]
    public async Task A_running_job_cannot_be_rescheduled()
    {
        await using var file = await JobFile.CreateAsync();
        var id = await file.AddAsync();
        await file.ClaimAsync(await file.StartWorkerAsync());

        var run = await file.RunAsync("reschedule", id.ToString(), "--now");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("could not be rescheduled: only those that are waiting or scheduled or ready or retry-scheduled can", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reschedule")]
    [InlineData("reschedule", "--now", "--delay", "1h")]
    [InlineData("priority")]
    public async Task A_change_without_exactly_one_new_value_is_wrong_use(string action, params string[] options)
    {
        await using var file = await JobFile.CreateAsync();
        var id = await file.AddAsync();

        Assert.Equal(2, (await file.RunAsync([action, id.ToString(), .. options])).ExitCode);
        Assert.Equal(JobState.Ready, await file.StateOfAsync(id));
    }

    [Fact]
    public async Task A_unique_job_replaces_the_one_that_waits_if_that_is_asked_for()
    {
        await using var file = await JobFile.CreateAsync();
        await file.RunAsync("enqueue", "report", "{\"day\":1}", "--unique", "daily", "--delay", "1h");

        var kept = await file.RunJsonAsync("enqueue", "report", "{\"day\":2}", "--unique", "daily");
        var replaced = await file.RunJsonAsync("enqueue", "report", "{\"day\":3}", "--unique", "daily", "--replace");

        Assert.Equal("""{"id":1,"duplicate":true,"replaced":false}""", kept.GetRawText());
        Assert.Equal("""{"id":1,"duplicate":true,"replaced":true}""", replaced.GetRawText());
        Assert.Equal(("{\"day\":3}", JobState.Ready), ((await file.Store.FindAsync(new(1), CancellationToken.None))!.Arguments, await file.StateOfAsync(new(1))));
        Assert.Equal(2, (await file.RunAsync("enqueue", "report", "{}", "--replace")).ExitCode);
    }
}
