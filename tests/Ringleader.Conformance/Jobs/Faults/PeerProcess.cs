using System.Diagnostics;
using System.Globalization;

namespace Ringleader.Conformance.Jobs.Faults;

/// <summary>A worker in a process of its own, which may be doomed to kill itself.</summary>
public sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _journal;
    private readonly Task<string> _errors;
    private readonly Task<long> _ended;

    private PeerProcess(Process process, string journal, bool isDoomed)
    {
        _process = process;
        _journal = journal;
        IsDoomed = isDoomed;
        _errors = process.StandardError.ReadToEndAsync();
        _ended = EndAsync();
    }

    /// <summary>Whether it was to kill itself.</summary>
    public bool IsDoomed { get; }

    /// <summary>Ends when the process has.</summary>
    public Task Ended => _ended;

    /// <summary>Starts one.</summary>
    /// <param name="store">The address of the store.</param>
    /// <param name="journal">A file of its own.</param>
    /// <param name="point">Where it is to die; null for nowhere.</param>
    /// <param name="time">Which time the point is reached.</param>
    /// <param name="maxCrashes">Of its options.</param>
    /// <param name="leaseSeconds">Of its options.</param>
    public static PeerProcess Start(string store, string journal, string? point = null, int time = 0, int maxCrashes = 1000, int leaseSeconds = 3)
    {
        var command = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Ringleader.Jobs.Peer.dll"), store, journal, point ?? "-", time.ToString(CultureInfo.InvariantCulture),
                maxCrashes.ToString(CultureInfo.InvariantCulture), leaseSeconds.ToString(CultureInfo.InvariantCulture),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        return new PeerProcess(Process.Start(command)!, journal, point is not null); // it starts anew, so there is a process
    }

    /// <summary>What it did, once it has ended.</summary>
    public async Task<IReadOnlyList<JournalledAttempt>> ReadAttemptsAsync() => WorkJournal.Read(_journal, await _ended);

    /// <summary>Lets it stop in order; the text of its errors is what it returns, empty when there were none.</summary>
    public async Task<string> StopAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
        }

        await _ended;
        return _process.ExitCode is 0 || IsDoomed ? "" : $"{_process.ExitCode}: {await _errors}";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _ended;
        await _errors;
        _process.Dispose();
    }

    private async Task<long> EndAsync()
    {
        await _process.WaitForExitAsync();
        return Stopwatch.GetTimestamp();
    }
}
