using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Ringleader.Interop.Tests.Support;

/// <summary>
/// A Ruby process that runs one script, with <c>Ruby/interop.rb</c> loaded before it. Every wait has a limit, and the process
/// is killed when this is disposed. A script that serves also ends with its standard input, so none outlives the tests.
/// </summary>
public sealed class RubyProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task _readingErrors;

    private RubyProcess(Process process)
    {
        _process = process;
        _readingErrors = ReadErrorsAsync();
    }

    /// <summary>The directory of the scripts.</summary>
    public static string ScriptDirectory => Path.Combine(AppContext.BaseDirectory, "Ruby");

    /// <summary>Starts a script given as text.</summary>
    public static RubyProcess Start(string script, params string[] arguments) => StartThrough([], script, arguments);

    /// <summary>Starts a script by a command that runs other commands, such as one that enters a network namespace.</summary>
    public static RubyProcess StartThrough(IReadOnlyList<string> command, string script, params string[] arguments)
    {
        string[] words = [.. command, "ruby", "-I", ScriptDirectory, "-r", "interop", "-e", script, "--", .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["RUBYOPT"] = "";
        try
        {
            return new RubyProcess(Process.Start(start)!); // without a shell there is always a new process
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException("These tests need 'ruby' 3.1 or later in the PATH. On Debian: apt-get install ruby.", error);
        }
    }

    /// <summary>Runs a script to its end and gives what it printed, without the last line end.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        await using var ruby = Start(script, arguments);
        return await ruby.ReadToEndAsync();
    }

    /// <summary>The next line that the script prints.</summary>
    public async Task<string> ReadLineAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException($"Ruby ended. It said: {await ErrorsAsync()}");
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Ruby printed nothing for {Limit.TotalSeconds} s. It said: {ErrorsSoFar()}");
        }
    }

    /// <summary>Sends the script a line.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>What the script prints until it ends; an error when it fails.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode == 0
                ? output.TrimEnd('\n')
                : throw new InvalidOperationException($"Ruby ended with {_process.ExitCode} after printing '{output}'. It said: {await ErrorsAsync()}");
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Ruby did not end within {Limit.TotalSeconds} s. It said: {ErrorsSoFar()}");
        }
    }

    /// <summary>Ends the process at once, as the kernel would: it cannot close anything in order.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _readingErrors;
        _process.Dispose();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
            {
                _errors.AppendLine(line);
            }
        }
    }

    private async Task<string> ErrorsAsync()
    {
        await _readingErrors;
        return ErrorsSoFar();
    }

    private string ErrorsSoFar()
    {
        lock (_errors)
        {
            return _errors.ToString();
        }
    }
}
