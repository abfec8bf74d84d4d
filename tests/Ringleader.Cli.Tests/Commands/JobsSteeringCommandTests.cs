using Ringleader.Cli.Tests.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Tests.Commands;

public sealed class JobsSteeringCommandTests
{
    [Fact]
    public async Task Pause_and_resume_say_what_is_paused_afterwards()
    {
        await using var file = await JobFile.CreateAsync();
        await file.RunAsync("schedule", "add", "digest", "--every", "1h", "--kind", "tick");

        var paused = await file.RunAsync("pause", "--queue", "mail,slow", "--kind", "report", "--schedule", "digest");
        var resumed = await file.RunAsync("resume", "--queue", "mail", "--kind", "report", "--schedule", "digest");
        var listed = await file.RunJsonAsync("pause");
        var none = await file.RunAsync("resume", "--queue", "slow");

        Assert.Equal(new CliRun(0, "paused: queue mail\npaused: queue slow\npaused: kind report\npaused: schedule digest\n", ""), paused);
        Assert.Equal(new CliRun(0, "paused: queue slow\n", ""), resumed);
        Assert.Equal("""[{"queue":"slow"}]""", listed.GetRawText());
        Assert.Equal("Nothing is paused.\n", none.Output);
    }

    [Fact]
    public async Task Schedule_that_is_not_there_cannot_be_paused()
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync("pause", "--schedule", "digest");

        Assert.Equal(new CliRun(1, "", "There is no schedule 'digest' in sqlite:jobs.db.\n"), run);
    }

    [Fact]
    public async Task Limit_is_set_listed_and_lifted()
    {
        await using var file = await JobFile.CreateAsync();

        var set = await file.RunAsync("limit", "queue:mail", "--running", "5", "--starts", "100", "--per", "1m");
        await file.RunAsync("limit", "key:*", "--running", "1");
        var listed = await file.RunJsonAsync("limit");
        var lifted = await file.RunAsync("limit", "queue:mail", "--remove");
        var stored = await file.Store.ListLimitsAsync(CancellationToken.None);

        Assert.Equal(new CliRun(0, "queue:mail 5 running, 100 starts per 1m\n", ""), set);
        Assert.Equal("""[{"name":"key:*","running":1,"starts":null,"per_seconds":null},{"name":"queue:mail","running":5,"starts":100,"per_seconds":60}]""", listed.GetRawText());
        Assert.Equal("key:* 1 running\n", lifted.Output);
        Assert.Equal([new JobLimit("key:*", Running: 1)], stored);
    }

    [Theory]
    [InlineData("Name the limit: queue:NAME or key:NAME.", "--running", "5")]
    [InlineData("Give --running, --starts with --per, or both, or else --remove.", "queue:mail")]
    [InlineData("Give --running, --starts with --per, or both, or else --remove.", "queue:mail", "--running", "5", "--remove")]
    [InlineData("A limit is for 'queue:NAME' or 'key:NAME', not for 'mail'.", "mail", "--running", "5")]
    [InlineData("The limit of 'queue:mail' needs a number of starts and a positive time, or neither.", "queue:mail", "--starts", "5")]
    public async Task Limit_that_makes_no_sense_is_wrong_use(string expected, params string[] args)
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync(["limit", .. args]);

        Assert.Equal(new CliRun(2, "", expected + "\n"), run);
    }

    [Fact]
    public async Task Migrate_makes_the_file_that_reading_commands_miss()
    {
        await using var file = await JobFile.CreateAsync();
        var path = file.PathOf("new.db");

        var missing = await CliRun.OfAsync("jobs", "list", "--store", "sqlite:" + path);
        var migrated = await CliRun.OfAsync("jobs", "migrate", "--store", "sqlite:" + path);
        var listed = await CliRun.OfAsync("jobs", "list", "--json", "--store", "sqlite:" + path);

        Assert.Equal(
            new CliRun(1, "", $"There is no file '{path}'. Name the store with --store or RINGLEADER_STORE, or make it: ringleader jobs migrate --store sqlite:{path}\n"),
            missing);
        Assert.Equal(new CliRun(0, "sqlite:new.db is up to date.\n", ""), migrated);
        Assert.Equal(new CliRun(0, "[]\n", ""), listed);
    }

    [Fact]
    public async Task Store_without_tables_is_a_failure_of_one_line()
    {
        await using var file = await JobFile.CreateAsync();
        var path = file.PathOf("empty.db");
        await File.WriteAllBytesAsync(path, []);

        var run = await CliRun.OfAsync("jobs", "stats", "--store", "sqlite:" + path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ringleader jobs migrate", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("memory:", "A store in memory is gone when its process ends, so a command would always find it empty. Use sqlite:FILE or postgres://user@host/database.")]
    [InlineData("mysql://root:secret@db", "'mysql:' is no store. Use sqlite:FILE or postgres://user@host/database.")]
    [InlineData("jobs.db", "'jobs.db' is no store. Use sqlite:FILE or postgres://user@host/database.")]
    [InlineData("sqlite:", "'sqlite:' is no store. Use sqlite:FILE or postgres://user@host/database.")]
    [InlineData("postgres:///x", "The URL of the database cannot be read. Write 'postgres://user:password@host:port/database'.")]
    public async Task Store_that_cannot_be_meant_is_wrong_use_and_no_password_is_shown(string store, string expected)
    {
        var run = await CliRun.OfAsync("jobs", "list", "--store", store);

        Assert.Equal(new CliRun(2, "", expected + "\n"), run);
    }

    [Theory]
    [InlineData("There is no state 'done'. The states are: waiting, scheduled, ready, running, retry-scheduled, succeeded, failed, cancelled.", "list", "--state", "done")]
    [InlineData("The option --limit takes 1 to 1000.", "list", "--limit", "0")]
    [InlineData("'5' is no duration. Write it as 250ms, 10s, 5m or 4h. Try: ringleader jobs check --help", "check", "--max-age", "5")]
    [InlineData("Required command was not provided. Try: ringleader jobs --help")]
    public async Task Wrong_use_is_one_line(string expected, params string[] args)
    {
        var run = await CliRun.OfAsync(["jobs", .. args]);

        Assert.Equal(new CliRun(2, "", expected + "\n"), run);
    }
}
