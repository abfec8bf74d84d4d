using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Tests.Commands;

public sealed class SpaceCommandTests
{
    [Fact]
    public async Task Write_writes_for_ever_unless_told_otherwise()
    {
        await using var server = await TupleSpaceServer.StartAsync();

        var forever = await CliRun.OfAsync("space", "write", """["job", {"$symbol": "x"}]""", "--uri", server.Uri);
        var timed = await CliRun.OfAsync("space", "write", """["timed"]""", "--expires", "10m", "--uri", server.Uri);

        Assert.Equal(new CliRun(0, "", ""), forever);
        Assert.Equal(new CliRun(0, "", ""), timed);
        Assert.Equal(["job", RubySymbol.Of("x")], await server.Space.TryReadAsync(["job", null]));
        Assert.Equal(1, await server.Space.CountAsync(["timed"]));
    }

    [Fact]
    public async Task Write_with_a_time_is_gone_after_it()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var watch = await server.Space.WatchAsync(["timed"], TupleEventKinds.Delete);

        await CliRun.OfAsync("space", "write", """["timed"]""", "--expires", "1ms", "--uri", server.Uri);

        Assert.Equal(TupleEventKinds.Delete, (await watch.NextAsync().AsTask().WaitAsync(ToolProcess.Safety))?.Kind);
    }

    [Fact]
    public async Task Read_prints_the_tuple_and_leaves_it()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await server.Space.WriteAsync(["job", 1]);

        var run = await CliRun.OfAsync("space", "read", """["job", {"$type": "Integer"}]""", "--uri", server.Uri);

        Assert.Equal(new CliRun(0, "[\"job\",1]\n", ""), run);
        Assert.Equal(1, await server.Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task Read_waits_for_a_tuple()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var reading = RunningCommand.Start("space", "read", """["job", null]""", "--uri", server.Uri);

        await server.Space.WriteAsync(["job", 1]);

        Assert.Equal("[\"job\",1]", await reading.ReadLineAsync());
        Assert.Equal(0, (await reading.EndAsync()).ExitCode);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("take")]
    public async Task Nothing_in_time_is_a_failure_of_one_line(string command)
    {
        await using var server = await TupleSpaceServer.StartAsync();

        var run = await CliRun.OfAsync("space", command, """["job", null]""", "--timeout", "20ms", "--uri", server.Uri);

        Assert.Equal(new CliRun(1, "", "No tuple that matches [\"job\", nil] was there within 20ms. Wait longer with --timeout.\n"), run);
    }

    [Fact]
    public async Task Take_prints_the_tuple_and_commits()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await server.Space.WriteAsync(["job", 1]);

        var run = await CliRun.OfAsync("space", "take", """["job", null]""", "--uri", server.Uri);

        Assert.Equal(new CliRun(0, "[\"job\",1]\n", ""), run);
        Assert.Equal(0, await server.Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task Take_that_cannot_print_gives_the_tuple_back()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await server.Space.WriteAsync(["job", 1]);
        var closed = new StringWriter();
        await closed.DisposeAsync();
        using var error = new StringWriter();

        var exitCode = await CommandLine.RunAsync(
            ["space", "take", """["job", null]""", "--uri", server.Uri], new CliConsole(closed, error, IsTerminal: false, UseColor: false));

        Assert.Equal(1, exitCode);
        Assert.Equal(["job", 1], await server.Space.TryReadAsync(["job", null], ToolProcess.Safety));
    }

    [Fact]
    public async Task Take_all_takes_what_matches_now()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await WriteNumbersAsync(server, 3);

        var some = await CliRun.OfAsync("space", "take", """["job", {"$range": [2, 3]}]""", "--all", "--uri", server.Uri);
        var rest = await CliRun.OfAsync("space", "take", """["job", null]""", "--all", "--json", "--uri", server.Uri);
        var none = await CliRun.OfAsync("space", "take", """["job", null]""", "--all", "--uri", server.Uri);

        Assert.Equal(new CliRun(0, "[\"job\",2]\n[\"job\",3]\n", ""), some);
        Assert.Equal(new CliRun(0, "[[\"job\",1]]\n", ""), rest);
        Assert.Equal(new CliRun(0, "", ""), none);
    }

    [Fact]
    public async Task List_prints_all_that_match_or_counts_them()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await WriteNumbersAsync(server, 2);

        var lines = await CliRun.OfAsync("space", "list", """["job", null]""", "--uri", server.Uri);
        var document = await CliRun.OfAsync("space", "list", """["job", null]""", "--json", "--uri", server.Uri);
        var count = await CliRun.OfAsync("space", "list", """["job", null]""", "--count", "--uri", server.Uri);

        Assert.Equal("[\"job\",1]\n[\"job\",2]\n", lines.Output);
        Assert.Equal("[[\"job\",1],[\"job\",2]]\n", document.Output);
        Assert.Equal("2\n", count.Output);
    }

    [Fact]
    public async Task Watch_streams_events_until_it_is_interrupted()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var watch = RunningCommand.Start("space", "watch", """["job", null]""", "--json", "--uri", server.Uri);
        Assert.Equal("""{"event":"watching"}""", await watch.ReadLineAsync());

        await server.Space.WriteAsync(["job", 1]);
        await server.Space.TryTakeAndCommitAsync(["job", 1]);

        Assert.Equal("""{"event":"write","sequence":1,"tuple":["job",1]}""", await watch.ReadLineAsync());
        Assert.Equal("""{"event":"take","sequence":2,"tuple":["job",1]}""", await watch.ReadLineAsync());
        Assert.Equal(new CliRun(0, "", ""), await watch.InterruptAsync());
    }

    [Fact]
    public async Task Watch_for_a_person_names_event_and_tuple()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var watch = RunningCommand.Start("space", "watch", """["job", null]""", "--uri", server.Uri);
        Assert.Equal("watching", await watch.ReadLineAsync());

        await server.Space.WriteAsync(["job", 1]);

        Assert.Equal("write   [\"job\",1]", await watch.ReadLineAsync());
    }

    [Fact]
    public async Task Space_is_found_through_its_ring_server()
    {
        await using var ring = await RingFixture.StartAsync();

        var run = await CliRun.OfAsync("space", "write", """["job"]""", "--ring", ring.Target);

        Assert.Equal(new CliRun(0, "", ""), run);
        Assert.Equal(1, await ring.Space.CountAsync(["job"]));
    }

    [Theory]
    [InlineData("The options --uri and --ring exclude each other.", "read", "[]", "--uri", "druby://h:1", "--ring", "h")]
    [InlineData("The options --all and --timeout exclude each other: --all waits for nothing.", "take", "[]", "--all", "--timeout", "1s")]
    [InlineData("The tuple '3' cannot be read. Write it as a JSON array, or as an object for a tuple with keys.", "write", "3")]
    [InlineData("'5' is no duration. Write it as 250ms, 10s, 5m or 4h. Try: ringleader space write --help", "write", "[]", "--expires", "5")]
    [InlineData("The address 'http://x' has an unknown scheme. Use druby://host:port, drbssl://host:port or drbunix:path.", "read", "[]", "--uri", "http://x")]
    [InlineData("Required command was not provided. Try: ringleader space --help")]
    public async Task Wrong_use_is_one_line(string expected, params string[] args)
    {
        var run = await CliRun.OfAsync(["space", .. args]);

        Assert.Equal(new CliRun(2, "", expected + "\n"), run);
    }

    private static async Task WriteNumbersAsync(TupleSpaceServer server, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await server.Space.WriteAsync(["job", i]);
        }
    }
}
