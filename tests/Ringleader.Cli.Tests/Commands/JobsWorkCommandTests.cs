using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ringleader.Cli.Tests.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Tests.Commands;

public sealed class JobsWorkCommandTests
{
    private static readonly string OwnAssembly = typeof(EchoJobs).Assembly.Location;

    [Fact]
    public async Task Once_runs_what_is_there_and_prints_how_many_that_were()
    {
        await using var file = await JobFile.CreateAsync();
        await file.RunAsync("enqueue", "--", "printf", "hello");
        await file.RunAsync("enqueue", "command", """{"run":"exit 3"}""", "--max-attempts", "1");
        await file.RunAsync("enqueue", "command", """{"run":"true"}""", "--delay", "1h");

        var run = await file.RunAsync("work", "--commands", "--once");
        var first = await file.Store.FindAsync(new JobId(1), CancellationToken.None);
        var second = await file.Store.FindAsync(new JobId(2), CancellationToken.None);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("1 succeeded, 0 will be tried again, 1 failed, 0 cancelled.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal((JobState.Succeeded, "\"hello\""), (first?.State, first?.Result));
        Assert.Equal((JobState.Failed, "'/bin/sh' ended with exit code 3."), (second?.State, second?.LastError?.Message));
    }

    [Fact]
    public async Task Each_job_is_one_line_of_the_log()
    {
        await using var file = await JobFile.CreateAsync();
        await file.RunAsync("enqueue", "--", "true");

        var text = await file.RunAsync("work", "--commands", "--once");
        await file.RunAsync("enqueue", "--", "true");
        var json = await file.RunAsync("work", "--commands", "--once", "--json");

        Assert.Single(text.Output.Split('\n'), static line => line.Contains("Job 1 'command' succeeded in attempt 1", StringComparison.Ordinal));
        using var counts = JsonDocument.Parse(json.Output.TrimEnd('\n').Split('\n')[^1]);
        using var job = JsonDocument.Parse(Assert.Single(json.Output.Split('\n'), static line => line.Contains("succeeded in attempt", StringComparison.Ordinal)));
        Assert.Equal(1, counts.RootElement.GetProperty("succeeded").GetInt32());
        Assert.Equal((2, "command"), (job.RootElement.GetProperty("id").GetInt32(), job.RootElement.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Worker_of_commands_leaves_other_jobs_alone()
    {
        await using var file = await JobFile.CreateAsync();
        var other = await file.AddAsync();

        await file.RunAsync("work", "--commands", "--once");

        Assert.Equal(JobState.Ready, await file.StateOfAsync(other));
    }

    [Fact]
    public async Task Assembly_brings_its_handlers()
    {
        await using var file = await JobFile.CreateAsync();
        await file.RunAsync("enqueue", "test.echo", """{"Text":"hello"}""");
        await file.RunAsync("enqueue", "test.break", """{"Why":"it must"}""");

        var run = await file.RunAsync("work", "--assembly", OwnAssembly, "--queues", "default", "--once");
        var first = await file.Store.FindAsync(new JobId(1), CancellationToken.None);
        var second = await file.Store.FindAsync(new JobId(2), CancellationToken.None);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal((JobState.Succeeded, "\"hello\""), (first?.State, first?.Result));
        Assert.Equal((JobState.Failed, "it must"), (second?.State, second?.LastError?.Message));
    }

    [Fact]
    public async Task Worker_without_commands_says_that_some_wait()
    {
        await using var file = await JobFile.CreateAsync();
        await file.RunAsync("enqueue", "--", "true");

        var warned = await file.RunAsync("work", "--assembly", OwnAssembly, "--once", "--min-priority", "1");
        var away = await file.RunAsync("work", "--assembly", OwnAssembly, "--once", "--queues", "default");

        Assert.StartsWith("Command jobs wait in the queues of this worker (1), which does not run them", warned.Error, StringComparison.Ordinal);
        Assert.Empty(away.Error);
        Assert.Equal(JobState.Ready, await file.StateOfAsync(new JobId(1)));
    }

    [Fact]
    public async Task Work_goes_on_until_it_is_interrupted()
    {
        await using var file = await JobFile.CreateAsync();
        await using var work = RunningCommand.Start(file.Line("work", "--commands", "-n", "2", "--json"));
        using var begun = JsonDocument.Parse(await work.ReadLineAsync());

        await file.RunAsync("enqueue", "--", "true");
        string line;
        do
        {
            line = await work.ReadLineAsync();
        }
        while (!line.Contains("succeeded in attempt", StringComparison.Ordinal));

        Assert.Equal((2, "sqlite:jobs.db"), (begun.RootElement.GetProperty("slots").GetInt32(), begun.RootElement.GetProperty("store").GetString()));
        Assert.Equal(new CliRun(0, "", ""), await work.InterruptAsync());
        Assert.Equal(JobState.Succeeded, await file.StateOfAsync(new JobId(1)));
    }

    [Fact]
    public async Task Worker_that_is_stopped_kills_a_command_that_does_not_end_and_gives_it_back()
    {
        await using var file = await JobFile.CreateAsync();
        var marker = file.PathOf("begun");
        await file.RunAsync("enqueue", "command", $$"""{"run":"echo $$ > {{marker}}.new; mv {{marker}}.new {{marker}}; sleep 600"}""");
        await using var work = RunningCommand.Start(file.Line("work", "--commands", "--stop-timeout", "1ms"));
        await FileAppearsAsync(marker);

        var stopped = await work.InterruptAsync();

        Assert.Equal(0, stopped.ExitCode);
        var job = await file.Store.FindAsync(new JobId(1), CancellationToken.None);
        Assert.Equal((JobState.Ready, 0), (job?.State, job?.Attempts));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(PidIn(marker)));
    }

    [Fact]
    public async Task Job_of_a_killed_worker_is_run_by_another()
    {
        await using var file = await JobFile.CreateAsync();
        var marker = file.PathOf("begun");
        await file.RunAsync("enqueue", "command", $$"""{"run":"if [ -e {{marker}} ]; then echo done; else echo $$ > {{marker}}.new; mv {{marker}}.new {{marker}}; sleep 600; fi"}""");
        await using var first = ToolProcess.Start(path: null, file.Line("work", "--commands", "--lease", "1s"));
        await FileAppearsAsync(marker);

        first.Kill();
        await using var second = RunningCommand.Start(file.Line("work", "--commands", "--lease", "1s"));
        string line;
        do
        {
            line = await second.ReadLineAsync();
        }
        while (!line.Contains("succeeded in attempt", StringComparison.Ordinal));
        await second.InterruptAsync();
        Process.GetProcessById(PidIn(marker)).Kill(entireProcessTree: true); // nobody else is left to end it

        var job = await file.Store.FindAsync(new JobId(1), CancellationToken.None);
        Assert.Equal((JobState.Succeeded, "\"done\\n\"", 1), (job?.State, job?.Result, job?.Crashes));
    }

    [Fact]
    public async Task Two_processes_share_the_work()
    {
        await using var file = await JobFile.CreateAsync();
        const int Count = 20;
        for (var i = 0; i < Count; i++)
        {
            await file.RunAsync("enqueue", "command", $$"""{"run":"echo $RINGLEADER_JOB_ID >> {{file.PathOf("ran")}}"}""");
        }

        await using var first = ToolProcess.Start(path: null, file.Line("work", "--commands", "--once", "-n", "2"));
        await using var second = ToolProcess.Start(path: null, file.Line("work", "--commands", "--once", "-n", "2"));
        var runs = await Task.WhenAll(first.EndAsync(), second.EndAsync());

        Assert.All(runs, static run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
        Assert.Equal(Enumerable.Range(1, Count), File.ReadAllLines(file.PathOf("ran")).Select(static line => int.Parse(line, CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public async Task Daemon_works_when_the_command_returns_and_ends_with_stop()
    {
        await using var file = await JobFile.CreateAsync();
        var pidFile = file.PathOf("work.pid");
        await using var start = ToolProcess.Start(path: null, file.Line("work", "--commands", "-d", "--json", "--pid-file", pidFile));
        var started = await start.EndAsync();
        Assert.Equal("", started.Error);
        using var line = JsonDocument.Parse(started.Output);
        using var daemon = Process.GetProcessById(line.RootElement.GetProperty("process").GetInt32());
        var marker = file.PathOf("ran");
        await file.RunAsync("enqueue", "--", "touch", marker);
        await FileAppearsAsync(marker);

        var stopped = await CliRun.OfAsync("jobs", "stop", "--pid-file", pidFile);

        Assert.Equal(new CliRun(0, $"Process {daemon.Id} has stopped.\n", ""), stopped);
        await daemon.WaitForExitAsync().WaitAsync(ToolProcess.Safety);
        Assert.False(File.Exists(pidFile));
        Assert.Contains("succeeded in attempt 1", await File.ReadAllTextAsync(line.RootElement.GetProperty("log_file").GetString()!), StringComparison.Ordinal);
        Assert.Equal(JobState.Succeeded, await file.StateOfAsync(new JobId(1)));
    }

    [Fact]
    public async Task Stop_without_a_worker_is_a_failure()
    {
        await using var file = await JobFile.CreateAsync();
        var pidFile = file.PathOf("none.pid");

        var run = await CliRun.OfAsync("jobs", "stop", "--pid-file", pidFile);

        Assert.Equal(new CliRun(1, "", $"No worker of this machine runs that '{pidFile}' names. Name its --pid-file.\n"), run);
    }

    [Theory]
    [InlineData("This worker could run nothing. Name your handlers with --assembly, or run the programs of command jobs with --commands.")]
    [InlineData("The options --once and --daemon exclude each other.", "--commands", "--once", "-d")]
    [InlineData("The file 'none.dll' of --assembly does not exist.", "--assembly", "none.dll")]
    public async Task Wrong_use_is_one_line(string expected, params string[] args)
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync(["work", .. args]);

        Assert.Equal(new CliRun(2, "", expected + "\n"), run);
    }

    [Theory]
    [InlineData("-n", "0")]
    [InlineData("--lease", "10ms")]
    [InlineData("--min-priority", "5", "--max-priority", "4")]
    public async Task Option_out_of_its_range_is_wrong_use(params string[] args)
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync(["work", "--commands", "--once", .. args]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Assembly_without_the_method_says_what_to_write()
    {
        await using var file = await JobFile.CreateAsync();
        var library = typeof(JobWorker).Assembly.Location;

        var run = await file.RunAsync("work", "--once", "--assembly", library);

        Assert.Equal(new CliRun(1, "", $"'{library}' has no public class with 'public static void Configure(JobRegistry registry)', in which it registers its handlers.\n"), run);
    }

    [Fact]
    public async Task File_that_is_no_assembly_is_a_failure_of_one_line()
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync("work", "--once", "--assembly", file.PathOf("jobs.db"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"'{file.PathOf("jobs.db")}' cannot be loaded:", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The number that a program wrote into a file.</summary>
    private static int PidIn(string path) => int.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);

    /// <summary>A program that runs says so by a file, for which there is no signal.</summary>
    private static async Task FileAppearsAsync(string path)
    {
        var appeared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        watcher.Created += (_, _) => appeared.TrySetResult();
        watcher.Renamed += (_, _) => appeared.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(path))
        {
            await appeared.Task.WaitAsync(ToolProcess.Safety);
        }
    }
}
