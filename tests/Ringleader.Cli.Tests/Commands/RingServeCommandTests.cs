using System.Diagnostics;
using System.Text.Json;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Tests.Commands;

public sealed class RingServeCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ringleader-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Serve_answers_lookups_until_it_is_interrupted()
    {
        await using var serve = RunningCommand.Start("ring", "serve", "--port", "0", "--name", "hall", "--json");
        using var line = JsonDocument.Parse(await serve.ReadLineAsync());
        var target = $"127.0.0.1:{line.RootElement.GetProperty("port").GetInt32()}";

        var write = await CliRun.OfAsync("space", "write", "[1]", "--ring", target);
        var read = await CliRun.OfAsync("space", "read", "[1]", "--uri", line.RootElement.GetProperty("uri").GetString()!);

        Assert.Equal(new CliRun(0, "", ""), write);
        Assert.Equal("[1]\n", read.Output);
        Assert.True(line.RootElement.GetProperty("local").GetBoolean());
        Assert.Equal(new CliRun(0, "", ""), await serve.InterruptAsync());
    }

    [Fact]
    public async Task Serve_says_how_to_open_it()
    {
        await using var serve = RunningCommand.Start("ring", "serve", "--port", "0");

        var line = await serve.ReadLineAsync();

        Assert.Matches(@"^Process \d+ serves druby://127\.0\.0\.1:\d+, found at UDP port \d+ \(from this machine only; open it with --bind ADDR\)\.$", line);
    }

    [Theory]
    [InlineData(true, "127.0.0.1")]
    [InlineData(true, "127.0.0.1", "239.7.6.5")]
    [InlineData(false, "0.0.0.0")]
    public async Task Space_is_as_open_as_the_addresses_say(bool isLocal, params string[] addresses)
    {
        await using var serve = RunningCommand.Start(["ring", "serve", "--port", "0", "--json", .. addresses.SelectMany(static address => (string[])["--bind", address])]);

        using var line = JsonDocument.Parse(await serve.ReadLineAsync());

        Assert.Equal(isLocal, line.RootElement.GetProperty("local").GetBoolean());
        Assert.Equal(isLocal, line.RootElement.GetProperty("uri").GetString()!.StartsWith("druby://127.0.0.1:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_is_answered_as_often_as_the_option_says()
    {
        await using var serve = RunningCommand.Start("ring", "serve", "--port", "0", "--max-answers", "5000", "--json");
        using var line = JsonDocument.Parse(await serve.ReadLineAsync());

        var list = await CliRun.OfAsync("ring", "list", "--ring", $"127.0.0.1:{line.RootElement.GetProperty("port").GetInt32()}");
        var wrong = await CliRun.OfAsync("ring", "serve", "--port", "0", "--max-answers", "0");

        Assert.Equal(0, list.ExitCode);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("MaxAnswersPerSecond", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_that_is_taken_is_a_failure_of_one_line()
    {
        await using var ring = await RingFixture.StartAsync();
        var port = ring.Target.Split(':')[1];

        var run = await CliRun.OfAsync("ring", "serve", "--port", port);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"A ring server cannot listen on port {port} of 127.0.0.1:", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Verbose_log_is_switched_from_outside_and_shows_what_comes_and_goes()
    {
        await using var serve = RunningCommand.Start("ring", "serve", "--port", "0", "--json");
        using var line = JsonDocument.Parse(await serve.ReadLineAsync());
        await using var space = RemoteTupleSpace.Connect(line.RootElement.GetProperty("uri").GetString()!);
        var target = $"127.0.0.1:{line.RootElement.GetProperty("port").GetInt32()}";
        await space.WriteAsync(Registration("Silent"));

        var set = await CliRun.OfAsync("ring", "serve", "--set-verbose", "true", "--ring", target, "--timeout", "2s");
        await WaitUntilSwitchedAsync(space);
        var entry = await space.WriteAsync(Registration("Loud"));
        await entry.CancelAsync();

        Assert.Equal($"verbose {space.Target.Uri}\n", set.Output.Replace("  ", " ", StringComparison.Ordinal));
        using var registered = JsonDocument.Parse(await serve.ReadLineAsync());
        using var gone = JsonDocument.Parse(await serve.ReadLineAsync());
        Assert.Equal(("registered", "Loud"), (registered.RootElement.GetProperty("event").GetString(), registered.RootElement.GetProperty("name").GetString()));
        Assert.Equal("gone", gone.RootElement.GetProperty("event").GetString());
    }

    [Fact]
    public async Task Verbose_log_for_a_person_begins_with_the_time()
    {
        await using var serve = RunningCommand.Start("ring", "serve", "--port", "0", "-v");
        var uri = (await serve.ReadLineAsync()).Split(' ', ',')[3];
        await using var space = RemoteTupleSpace.Connect(uri);

        await space.WriteAsync(Registration("Loud"));

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ  registered Loud attic_13 druby://127\.0\.0\.1:1$", await serve.ReadLineAsync());
    }

    [Fact]
    public async Task Set_verbose_writes_the_tuple_that_Rubys_ring_server_takes()
    {
        await using var ring = await RingFixture.StartAsync();

        var run = await CliRun.OfAsync("ring", "serve", "--set-verbose", "false", "--ring", ring.Target, "--timeout", "2s");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([RubySymbol.Of("RingyDingy"), RubySymbol.Of("verbose"), false], await ring.Space.TryTakeAndCommitAsync([RubySymbol.Of("RingyDingy"), RubySymbol.Of("verbose"), null]));
    }

    [Fact]
    public async Task Daemon_answers_when_the_command_returns_and_ends_with_stop()
    {
        var pidFile = Path.Combine(_folder.FullName, "ring.pid");
        await using var start = ToolProcess.Start(path: null, "ring", "serve", "-d", "-v", "--json", "--port", "0", "--pid-file", pidFile);
        var started = await start.EndAsync();
        Assert.Equal("", started.Error);
        using var line = JsonDocument.Parse(started.Output);
        using var daemon = Process.GetProcessById(line.RootElement.GetProperty("process").GetInt32());
        await using var space = RemoteTupleSpace.Connect(line.RootElement.GetProperty("uri").GetString()!);
        await space.WriteAsync(Registration("Loud"));

        var stopped = await CliRun.OfAsync("ring", "stop", "--pid-file", pidFile);

        Assert.Equal(new CliRun(0, $"Process {daemon.Id} has stopped.\n", ""), stopped);
        await daemon.WaitForExitAsync().WaitAsync(ToolProcess.Safety);
        Assert.False(File.Exists(pidFile));
        Assert.Contains("\"Loud\"", await File.ReadAllTextAsync(line.RootElement.GetProperty("log_file").GetString()!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Daemon_that_cannot_listen_tells_why()
    {
        await using var ring = await RingFixture.StartAsync();
        var port = ring.Target.Split(':')[1];
        await using var start = ToolProcess.Start(path: null, "ring", "serve", "-d", "--port", port, "--pid-file", Path.Combine(_folder.FullName, "ring.pid"));

        var run = await start.EndAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"A ring server cannot listen on port {port}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_without_a_server_is_a_failure()
    {
        var pidFile = Path.Combine(_folder.FullName, "none.pid");

        var run = await CliRun.OfAsync("ring", "stop", "--pid-file", pidFile);

        Assert.Equal(new CliRun(1, "", $"No ring server of this machine runs that '{pidFile}' names. Name its --port or its --pid-file.\n"), run);
    }

    private static SpaceTuple Registration(string name) =>
        [RubySymbol.Of("name"), RubySymbol.Of(name), new DrbReference("druby://127.0.0.1:1", 7L), "attic_13"];

    /// <summary>The switch has been taken, so that the log is on or will be before what is written next is logged.</summary>
    private static async Task WaitUntilSwitchedAsync(RemoteTupleSpace space)
    {
        await using var watch = await space.WatchAsync([RubySymbol.Of("RingyDingy"), null, null]);
        await space.WriteAsync([RubySymbol.Of("RingyDingy"), RubySymbol.Of("verbose"), true]);
        TupleEvent? happened;
        do
        {
            happened = await watch.NextAsync().AsTask().WaitAsync(ToolProcess.Safety);
        }
        while (happened is { Kind: not TupleEventKinds.Take });
    }
}
