using System.Diagnostics;

namespace Ringleader.Cli.Demo.Processes;

/// <summary>A PostgreSQL server of a scene, in a temporary folder; nobody reaches it over the network. Disposing stops it.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    /// <summary>How long it may take to stop and to remove its folder; then its crew ends it the hard way, and the folder stays.</summary>
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(10);

    private readonly ChildProcess _process;
    private readonly TimeProvider _clock;
    private string _folder = "";

    private PostgreSqlServer(ChildProcess process, TimeProvider clock)
    {
        _process = process;
        _clock = clock;
    }

    /// <summary>The process that runs it.</summary>
    public int Id => _process.Id;

    /// <summary>How a client reaches it: by a socket in its folder.</summary>
    public string Url => $"postgres://postgres@localhost/postgres?host={Uri.EscapeDataString(_folder)}";

    /// <summary>Starts it and waits until it answers.</summary>
    /// <exception cref="CommandFailedException">It does not start.</exception>
    public static async Task<PostgreSqlServer> StartAsync(Crew crew, PostgreSqlPrograms programs, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var script = new StreamReader(typeof(PostgreSqlServer).Assembly.GetManifestResourceStream("postgresql.sh")!); // embedded by the project
        string[] command = ["sh", "-c", await script.ReadToEndAsync(cancellationToken).ConfigureAwait(false), "sh", programs.Folder];
        string[] asOtherThanRoot = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command;
        var server = new PostgreSqlServer(crew.Start("PostgreSQL", new ProcessStartInfo(asOtherThanRoot[0], asOtherThanRoot[1..])), clock);
        try
        {
            server._folder = await crew.ReadLineAsync(server._process, cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.EndInput();
        using var end = new CancellationTokenSource(EndingTime, _clock);
        await _process.WaitForExitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
