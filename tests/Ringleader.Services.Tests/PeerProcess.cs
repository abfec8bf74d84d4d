using System.Diagnostics;

namespace Ringleader.Services.Tests;

/// <summary>A process that offers or borrows until it is killed.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private PeerProcess(Process process) => _process = process;

    /// <summary>What it says after "ready".</summary>
    public string Announced { get; private set; } = "";

    /// <summary>Starts one that holds an offer or a loan.</summary>
    public static Task<PeerProcess> StartAsync(string role, string ringServer, TimeSpan lease) =>
        StartAsync(role, ringServer, lease.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Starts one.</summary>
    public static Task<PeerProcess> StartAsync(params string[] arguments) =>
        ReadyAsync([Path.Combine(AppContext.BaseDirectory, "Ringleader.Services.Peer.dll"), .. arguments]);

    /// <summary>Asks it to end as an operator would, and gives its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return _process.ExitCode;
    }

    private static async Task<PeerProcess> ReadyAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var peer = new PeerProcess(Process.Start(start)!); // without a shell there is always a new process
        try
        {
            string? line;
            do
            {
                line = await peer._process.StandardOutput.ReadLineAsync().WaitAsync(Limit); // a host logs there too
                Assert.NotNull(line);
            }
            while (!line.StartsWith("ready", StringComparison.Ordinal));

            peer.Announced = line["ready".Length..].Trim();

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
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
