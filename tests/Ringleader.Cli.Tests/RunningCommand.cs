using System.Text;
using System.Threading.Channels;

namespace Ringleader.Cli.Tests;

/// <summary>A command that goes on until it is interrupted, and the lines that it prints.</summary>
internal sealed class RunningCommand : IAsyncDisposable
{
    private readonly CancellationTokenSource _interruption = new();
    private readonly Lines _lines = new();
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly Task<int> _run;

    private RunningCommand(string[] args)
    {
        var console = new CliConsole(_lines, _error, IsTerminal: false, UseColor: false);
        _run = RunAsync(args, console);
    }

    public static RunningCommand Start(params string[] args) => new(args);

    /// <summary>The next line; fails when the command ends instead.</summary>
    public async Task<string> ReadLineAsync()
    {
        try
        {
            return await _lines.Reader.ReadAsync().AsTask().WaitAsync(ToolProcess.Safety);
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException($"The command ended with {await _run}: {_error}");
        }
    }

    /// <summary>Ctrl-C, and how it ends then.</summary>
    public async Task<CliRun> InterruptAsync()
    {
        await _interruption.CancelAsync();
        return await EndAsync();
    }

    /// <summary>How it ends by itself.</summary>
    public async Task<CliRun> EndAsync() => new(await _run.WaitAsync(ToolProcess.Safety), "", _error.ToString());

    public async ValueTask DisposeAsync()
    {
        await InterruptAsync();
        _interruption.Dispose();
        await _error.DisposeAsync();
        await _lines.DisposeAsync();
    }

    private async Task<int> RunAsync(string[] args, CliConsole console)
    {
        try
        {
            return await CommandLine.RunAsync(args, console, _interruption.Token);
        }
        finally
        {
            _lines.End();
        }
    }

    private sealed class Lines : TextWriter
    {
        private readonly Channel<string> _channel = Channel.CreateUnbounded<string>();

        public ChannelReader<string> Reader => _channel.Reader;

        public override Encoding Encoding => Encoding.UTF8;

        public void End() => _channel.Writer.Complete();

        public override void Write(char value) => throw new NotSupportedException("Only whole lines are expected.");

        public override void WriteLine(string? value) => _channel.Writer.TryWrite(value ?? "");

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            return Task.CompletedTask;
        }
    }
}
