using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Cli.Tests.Commands;

public sealed class CallCommandTests
{
    [Fact]
    public async Task Result_is_printed_with_indentation()
    {
        await using var server = await ServeAsync((_, arguments) => arguments);

        var run = await CliRun.OfAsync("call", server.Uri, "echo", "1", "\"a\"");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("[\n  1,\n  \"a\"\n]\n", run.Output.ReplaceLineEndings("\n"));
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Result_with_json_is_on_one_line()
    {
        await using var server = await ServeAsync((_, arguments) => arguments);

        var run = await CliRun.OfAsync("call", server.Uri, "echo", "1", "-2.5", "--json", "{\"a\": [null]}");

        Assert.Equal("[1,-2.5,{\"a\":[null]}]\n", run.Output);
    }

    [Fact]
    public async Task String_is_printed_as_it_is_and_with_json_as_JSON()
    {
        await using var server = await ServeAsync((_, _) => "two\n\"lines\"");

        var plain = await CliRun.OfAsync("call", server.Uri, "text");
        var json = await CliRun.OfAsync("call", server.Uri, "text", "--json");

        Assert.Equal("two\n\"lines\"\n", plain.Output);
        Assert.Equal("\"two\\n\\\"lines\\\"\"\n", json.Output);
    }

    [Fact]
    public async Task An_integer_of_four_million_bytes_is_printed_in_time()
    {
        await using var server = await ServeAsync((_, _) => System.Numerics.BigInteger.One << 32_000_000);

        var run = await CliRun.OfAsync("call", server.Uri, "integer", "--json", "--timeout", "30s");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("{\"$hex\":\"1000", run.Output, StringComparison.Ordinal);
        Assert.Equal((32_000_000 / 4) + 1 + "{\"$hex\":\"\"}\n".Length, run.Output.Length);
    }

    [Fact]
    public async Task A_signal_ends_the_printing_that_nobody_reads()
    {
        await using var server = await ServeAsync((_, _) => new string('a', 4_000_000));
        using var interruption = new CancellationTokenSource();
        using var output = new BlockedWriter();
        using var error = new StringWriter();
        var console = new CliConsole(output, error, IsTerminal: false, UseColor: false);
        var running = CommandLine.RunAsync(["call", server.Uri, "text"], console, interruption.Token);
        await output.Entered.Task.WaitAsync(ToolProcess.Safety);

        await interruption.CancelAsync();

        Assert.Equal(1, await running.WaitAsync(ToolProcess.Safety));
        Assert.Contains("Interrupted.", error.ToString(), StringComparison.Ordinal);
        output.Release();
    }

    /// <summary>A pipe that is full.</summary>
    private sealed class BlockedWriter : StringWriter
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.TrySetResult();

        public override void Write(char[] buffer, int index, int count)
        {
            Entered.TrySetResult();
            _released.Task.Wait();
        }
    }

    [Fact]
    public async Task String_cannot_steer_the_terminal_that_it_is_shown_on()
    {
        await using var server = await ServeAsync((_, _) => "\u001b[31mred\nnext\u009b");

        var terminal = await CliRun.OfAsync(["call", server.Uri, "text"], isTerminal: true);
        var pipe = await CliRun.OfAsync(["call", server.Uri, "text"], isTerminal: false);

        Assert.Equal("\\u001b[31mred\nnext\\u009b\n", terminal.Output);
        Assert.Equal("\u001b[31mred\nnext\u009b\n", pipe.Output);
    }

    [Fact]
    public async Task Keywords_travel_as_a_Hash_with_Symbol_keys()
    {
        await using var server = await ServeAsync((_, arguments) => arguments);

        var run = await CliRun.OfAsync("call", server.Uri, "greet", "--kw", "polite=true", "--kw", "times=2", "--json");

        Assert.Equal("[{\"polite\":true,\"times\":2}]\n", run.Output);
    }

    [Fact]
    public async Task Method_and_arguments_arrive_as_they_were_meant()
    {
        string? calledMethod = null;
        object?[]? calledWith = null;
        await using var server = await ServeAsync((method, arguments) =>
        {
            (calledMethod, calledWith) = (method, arguments);
            return null;
        });

        var run = await CliRun.OfAsync("call", server.Uri, "[]=", "{\"$symbol\":\"size\"}", "18446744073709551616");

        Assert.Equal("null\n", run.Output);
        Assert.Equal("[]=", calledMethod);
        Assert.Equal([RubySymbol.Of("size"), System.Numerics.BigInteger.Pow(2, 64)], calledWith);
    }

    [Fact]
    public async Task Exception_is_its_class_and_message_in_one_line()
    {
        await using var server = await ServeAsync((_, _) => throw new RemoteException("KeyError", "key not found:\n:a"));

        var run = await CliRun.OfAsync("call", server.Uri, "fetch");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal("KeyError: key not found: :a\n", run.Error);
    }

    [Fact]
    public async Task Missing_method_is_a_NoMethodError()
    {
        await using var server = await ServeAsync((_, _) => throw new MissingMethodException());

        var run = await CliRun.OfAsync("call", server.Uri, "nope");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("NoMethodError: undefined method `nope' for ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Server_that_is_not_there_is_a_failure()
    {
        var server = await ServeAsync((_, _) => null);
        await server.DisposeAsync();

        var run = await CliRun.OfAsync("call", server.Uri, "x");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"Cannot call 'x' on '{server.Uri}': nothing listens there.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeout_names_itself()
    {
        await using var server = await ServeAsync((_, _) => new TaskCompletionSource<object?>().Task);

        var run = await CliRun.OfAsync("call", server.Uri, "wait", "--timeout", "2s");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"The call of 'wait' on '{server.Uri}' got no answer within 2s; it may have run. Give it longer with --timeout.\n", run.Error);
    }

    [Fact]
    public async Task Interrupted_call_ends_with_a_failure()
    {
        using var interruption = new CancellationTokenSource();
        await using var server = await ServeAsync((_, _) =>
        {
            interruption.Cancel();
            return new TaskCompletionSource<object?>().Task;
        });

        var run = await CliRun.OfAsync(["call", server.Uri, "wait"], cancellationToken: interruption.Token);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Interrupted.\n", run.Error);
    }

    [Theory]
    [InlineData("The address 'http://x' has an unknown scheme. Use druby://host:port, drbssl://host:port or drbunix:path.", "http://x", "m")]
    [InlineData("Argument 2 is no JSON: 'hello'. Quote a string twice: '\"hello\"'.", "druby://h:1", "m", "1", "hello")]
    [InlineData("There is no option '--jsn'. Try: ringleader call --help", "druby://h:1", "m", "--jsn")]
    [InlineData("'5' is no duration. Write it as 250ms, 10s, 5m or 4h. Try: ringleader call --help", "druby://h:1", "m", "--timeout", "5")]
    [InlineData("The options --ca, --cert, --key and --insecure need an address that begins with drbssl://.", "druby://h:1", "m", "--insecure")]
    [InlineData("The option --key needs the certificate that belongs to it: --cert FILE.", "drbssl://h:1", "m", "--key", "k.pem")]
    [InlineData("The options --ca and --insecure exclude each other.", "drbssl://h:1", "m", "--insecure", "--ca", "c.pem")]
    [InlineData("The file 'missing.pem' of --ca does not exist.", "drbssl://h:1", "m", "--ca", "missing.pem")]
    public async Task Wrong_use_is_found_before_anything_is_called(string expected, params string[] args)
    {
        var run = await CliRun.OfAsync(["call", .. args]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(expected + "\n", run.Error);
    }

    [Fact]
    public async Task Word_that_begins_with_an_at_sign_is_no_file()
    {
        var run = await CliRun.OfAsync("call", "druby://h:1", "m", "@args");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("Argument 1 is no JSON: '@args'.", run.Error, StringComparison.Ordinal);
    }

    private static Task<RemoteServer> ServeAsync(Func<string, object?[], object?> answer) =>
        RemoteServer.StartAsync("druby://127.0.0.1:0", new ScriptedObject(answer));
}
