using System.Text;
using Ringleader.Cli.Tests.Jobs;

namespace Ringleader.Cli.Tests.Commands;

public sealed class JobsScheduleCommandTests
{
    [Fact]
    public async Task Schedule_is_added_listed_run_and_removed()
    {
        await using var file = await JobFile.CreateAsync();

        var added = await file.RunAsync(
            "schedule", "add", "digest", "--cron", "0 7 1 1 *", "--zone", "Europe/Vienna", "--kind", "mail.digest", "--args", """{"list":3}""", "--missed", "all:10", "--queue", "mail");
        var stored = Assert.Single(await file.Store.ListSchedulesAsync(CancellationToken.None));
        var listed = await file.RunJsonAsync("schedule", "list");
        var table = await file.RunAsync("schedule", "list");
        var ran = await file.RunAsync("schedule", "run", "digest");
        var removed = await file.RunAsync("schedule", "remove", "digest");
        var again = await file.RunAsync("schedule", "remove", "digest");

        Assert.Matches(@"^digest fires next at \d{4}-01-01T06:00:00\.000Z\.\n$", added.Output);
        Assert.Equal(("cron:0 7 1 1 *;zone=Europe/Vienna", "RunAll(10)", "mail", """{"list":3}"""), (stored.Text, stored.Missed, stored.Job.Queue, Encoding.UTF8.GetString(stored.Job.Arguments.Span)));
        Assert.Equal(("digest", 3), (listed[0].GetProperty("name").GetString(), listed[0].GetProperty("arguments").GetProperty("list").GetInt32()));
        Assert.Matches(@"\ndigest  never  in \d+[dhms] +cron:0 7 1 1 \*;zone=Europe/Vienna  RunAll\(10\)  mail\.digest  \{""list"":3\}\n", table.Output);
        Assert.Equal(new CliRun(0, "1\n", ""), ran);
        Assert.Equal(new CliRun(0, "", ""), removed);
        Assert.Equal(new CliRun(1, "", "There is no schedule 'digest' in sqlite:jobs.db.\n"), again);
    }

    [Fact]
    public async Task Schedule_of_a_program_enqueues_commands()
    {
        await using var file = await JobFile.CreateAsync();

        await file.RunAsync("schedule", "add", "sweep", "--every", "10m", "--", "find", "/tmp", "-delete");
        var stored = Assert.Single(await file.Store.ListSchedulesAsync(CancellationToken.None));

        Assert.Equal(("every:00:10:00", "command", "commands", "RunOnce"), (stored.Text, stored.Job.Kind, stored.Job.Queue, stored.Missed));
    }

    [Fact]
    public async Task Next_prints_instants_of_a_schedule_that_is_stored_or_thought_of()
    {
        await using var file = await JobFile.CreateAsync();
        await file.RunAsync("schedule", "add", "sweep", "--every", "1h", "--kind", "tick");

        var stored = await file.RunJsonAsync("schedule", "next", "sweep", "--count", "3");
        var thought = await CliRun.OfAsync("jobs", "schedule", "next", "--cron", "0 0 29 2 *", "--count", "2");

        Assert.Equal(3, stored.GetArrayLength());
        Assert.All(stored.EnumerateArray(), static instant => Assert.EndsWith(":00:00.000Z", instant.GetString(), StringComparison.Ordinal));
        Assert.Matches(@"^\d{4}-02-29T00:00:00\.000Z\n\d{4}-02-29T00:00:00\.000Z\n$", thought.Output);
    }

    [Theory]
    [InlineData("Say when: --cron EXPRESSION or --every DURATION.", "add", "x", "--kind", "k")]
    [InlineData("Give either --cron, with --zone where it is not UTC, or --every.", "add", "x", "--kind", "k", "--every", "1h", "--zone", "UTC")]
    [InlineData("Say what is to be run: either --kind, with --args where it has arguments, or a program behind --.", "add", "x", "--every", "1h")]
    [InlineData("'never' says not what becomes of missed instants. Write skip, once or all:N with N up to 1000. Try: ringleader jobs schedule add --help", "add", "x", "--every", "1h", "--kind", "k", "--missed", "never")]
    [InlineData("Name a schedule, or give --cron or --every.", "next")]
    public async Task Wrong_use_is_one_line(string expected, params string[] args)
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync(["schedule", .. args]);

        Assert.Equal(new CliRun(2, "", expected + "\n"), run);
    }

    [Theory]
    [InlineData("--cron", "61 * * * *")]
    [InlineData("--cron", "* * * * *", "--zone", "Europe/Atlantis")]
    [InlineData("--every", "1ms")]
    public async Task Time_that_cannot_be_meant_is_wrong_use(params string[] when)
    {
        var run = await CliRun.OfAsync(["jobs", "schedule", "next", .. when]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }
}
