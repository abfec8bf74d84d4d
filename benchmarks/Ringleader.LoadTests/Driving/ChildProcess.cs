using System.Diagnostics;

namespace Ringleader.LoadTests.Driving;

/// <summary>
/// A running process of a subject, spoken to in lines. Its standard error is that of the driver. Disposing closes its
/// standard input, which ends it, and kills it by its id when it does not end.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(3);

    private readonly string _name;
    private readonly Process _process;

    private ChildProcess(string name, Process process)
    {
        _name = name;
        _process = process;
    }

    /// <summary>What follows READY in its first line: the address of a server, nothing for a client, the version of who makes trials.</summary>
    public string ReadyText { get; private set; } = "";

    /// <summary>User and system time of all its threads so far, in the kernel's ticks of 10 ms.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the process and waits until it is ready.</summary>
    public static async Task<ChildProcess> StartAsync(ProcessRecipe recipe, string? argument, CancellationToken cancellationToken)
    {
        Process process = Process.Start(recipe.ToStartInfo(argument is null ? [] : [argument]))!; // Null only with the shell.
        var child = new ChildProcess(recipe.Name, process);
        try
        {
            string line = await child.ReadLineAsync(ReadyTimeout, cancellationToken);
            child.ReadyText = line.StartsWith("READY", StringComparison.Ordinal)
                ? line["READY".Length..].Trim()
                : throw new LoadTestException($"'{recipe.Name}' said '{line}' in place of READY.");
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a line and waits for the one that answers it.</summary>
    public async Task<string> AskAsync(string line, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return await ReadLineAsync(timeout, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        using Process owned = _process;
        using var patience = new CancellationTokenSource(ExitTimeout);
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException)
        {
            // It is still in a run, or it has ended and its pipe with it. Kill does nothing to a process that has ended.
            _process.Kill();
        }
    }

    private async Task<string> ReadLineAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(deadline.Token)
                ?? throw new LoadTestException($"'{_name}' ended in the middle of the run; its reason stands above.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LoadTestException($"'{_name}' did not answer within {timeout.TotalSeconds:0} s.");
        }
    }
}
