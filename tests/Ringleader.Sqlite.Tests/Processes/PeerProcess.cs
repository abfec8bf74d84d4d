using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Ringleader.Sqlite.Tests.Processes;

/// <summary>A process that uses a file until it is killed.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _listening;

    private PeerProcess(Process process)
    {
        _process = process;
        _listening = ListenAsync();
    }

    /// <summary>The numbers that it has said.</summary>
    public long[] Numbers => [.. _said.Select(line => long.Parse(line, CultureInfo.InvariantCulture))];

    /// <summary>Starts one, and waits until it has said something.</summary>
    public static async Task<PeerProcess> StartAsync(string role, string file)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ringleader.Sqlite.Peer.dll"), role, file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var peer = new PeerProcess(Process.Start(start)!); // Without a shell there is always a new process.
        try
        {
            await peer._started.Task.WaitAsync(Limit);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>As the kernel would: it can close nothing in order.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _listening;
    }

    /// <summary>Lets it end by itself.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Limit);
        await _listening;
        Assert.Equal(0, _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _said.Enqueue(line);
            _started.TrySetResult();
        }

        _started.TrySetException(new InvalidOperationException("The process ended without a word."));
    }
}
