using System.ComponentModel;
using System.Diagnostics;

namespace Ringleader.Cli.Demo.Processes;

/// <summary>
/// A process that lives no longer than its owner: disposing ends it, and should the owner die first, the end of its standard
/// input tells it to end by itself.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private string _firstError = "";

    private ChildProcess(string name, Process process)
    {
        Name = name;
        _process = process;
    }

    /// <summary>How the scene calls it.</summary>
    public string Name { get; }

    /// <summary>The operating system's number.</summary>
    public int Id => _process.Id;

    /// <summary>True when it ended by itself and said that something was wrong.</summary>
    public bool HasFailed => _process.HasExited && _process.ExitCode != 0;

    /// <summary>How it ended and the first line of its standard error, for the text of an error.</summary>
    public string Ending
    {
        get
        {
            lock (_lock)
            {
                var how = _process.HasExited ? $"ended with exit code {_process.ExitCode}" : "runs";
                return _firstError.Length == 0 ? $"{Name} {how}." : $"{Name} {how}: {_firstError}";
            }
        }
    }

    /// <summary>Starts a process.</summary>
    /// <exception cref="CommandFailedException">The program cannot be started.</exception>
    public static ChildProcess Start(string name, ProcessStartInfo command)
    {
        command.RedirectStandardInput = true;
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        try
        {
            var process = Process.Start(command) ?? throw new CommandFailedException($"The process '{name}' was not started.");
            var child = new ChildProcess(name, process);
            process.ErrorDataReceived += child.OnErrorLine;
            process.BeginErrorReadLine();
            return child;
        }
        catch (Win32Exception error)
        {
            throw new CommandFailedException($"The program '{command.FileName}' of {name} cannot be started: {error.Message.TrimEnd('.')}.", error);
        }
    }

    /// <summary>The next line that it prints, or null when it prints no more.</summary>
    public ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) => _process.StandardOutput.ReadLineAsync(cancellationToken);

    /// <summary>Ends when it has ended.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Gives it a word on its standard input, which it waits for.</summary>
    public async Task GiveWordAsync()
    {
        await _process.StandardInput.WriteLineAsync().ConfigureAwait(false);
        await _process.StandardInput.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Ends its standard input, which asks it to end by itself.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Ends it at once, with SIGKILL where there are signals: it can do nothing about it.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        _process.Dispose();
    }

    private void OnErrorLine(object sender, DataReceivedEventArgs line)
    {
        if (string.IsNullOrWhiteSpace(line.Data))
        {
            return;
        }

        lock (_lock)
        {
            _firstError = _firstError.Length == 0 ? OneLine.Of(line.Data) : _firstError;
        }
    }
}
