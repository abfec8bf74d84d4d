using System.Diagnostics;
using Ringleader.Testing;

namespace Ringleader.Interop.Tests.Services;

/// <summary>A tuple space in a process, on this host or another one. Disposing kills it.</summary>
internal sealed class BoardProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string[] RubySpace =
    [
        "-rdrb", "-rrinda/tuplespace", "-e",
        "DRb.start_service(ARGV[0], Rinda::TupleSpace.new(1)); puts \"ready #{DRb.uri}\"; $stdout.flush; $stdin.read",
    ];

    private readonly Process _process;

    private BoardProcess(Process process) => _process = process;

    /// <summary>Its address.</summary>
    public string Uri { get; private set; } = "";

    public static Task<BoardProcess> StartAsync(NetworkNamespace host, string uri) =>
        ReadyAsync(host.Start("dotnet", Path.Combine(AppContext.BaseDirectory, "Ringleader.Services.Peer.dll"), "serve", uri));

    public static Task<BoardProcess> StartRubyAsync(NetworkNamespace host, string uri) => ReadyAsync(host.Start(["ruby", .. RubySpace, uri]));

    /// <summary>Starts one on this host.</summary>
    public static Task<BoardProcess> StartRubyAsync(string uri) => ReadyAsync(Process.Start(new ProcessStartInfo("ruby", [.. RubySpace, uri])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!); // without a shell there is always a new process

    public async ValueTask DisposeAsync()
    {
        _process.Kill(); // nothing when it has exited
        await _process.WaitForExitAsync();
    }

    private static async Task<BoardProcess> ReadyAsync(Process process)
    {
        var board = new BoardProcess(process);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Limit);
            Assert.StartsWith("ready ", line, StringComparison.Ordinal);
            board.Uri = line!["ready ".Length..]; // checked above
            return board;
        }
        catch
        {
            await board.DisposeAsync();
            throw;
        }
    }
}
