using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ringleader.Cli.Tests;

/// <summary>The real executable in a process of its own.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    /// <summary>Several times what the slowest run needs on a small machine that does other things too.</summary>
    public static readonly TimeSpan Safety = TimeSpan.FromSeconds(90);

    private const int SigTerm = 15;
    private readonly Process _process;
    private readonly Task<string> _error;

    private ToolProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts the tool.</summary>
    /// <param name="path">What PATH is to be; null for that of this process.</param>
    /// <param name="args">Its arguments.</param>
    public static ToolProcess Start(string? path, params string[] args)
    {
        var command = new ProcessStartInfo(Dotnet, [Path.Combine(AppContext.BaseDirectory, "ringleader.dll"), .. args])
        {
            RedirectStandardInput = true, // stays open until the process is disposed
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment["PATH"] = path ?? Environment.GetEnvironmentVariable("PATH");
        return new ToolProcess(Process.Start(command)!);
    }

    public int Id => _process.Id;

    /// <summary>Waits until it ends.</summary>
    public async Task<CliRun> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Safety);
        var error = await _error.WaitAsync(Safety);
        await _process.WaitForExitAsync().WaitAsync(Safety);
        return new CliRun(_process.ExitCode, output, error);
    }

    /// <summary>Reads its output up to a line that begins so.</summary>
    public async Task<string> ReadLineAsync(string beginning)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Safety) is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The tool ended without a line that begins with '{beginning}': {await _error}");
    }

    public void Terminate() => Assert.Equal(0, SendSignal(_process.Id, SigTerm));

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>The program that runs this test, found from the runtime that it runs on.</summary>
    private static string Dotnet { get; } = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
