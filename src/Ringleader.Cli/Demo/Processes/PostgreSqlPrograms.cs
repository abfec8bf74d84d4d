using System.Diagnostics;

namespace Ringleader.Cli.Demo.Processes;

/// <summary>The PostgreSQL of this machine, where there is one.</summary>
/// <param name="Folder">Where its programs are.</param>
/// <param name="Version">Its version.</param>
internal sealed record PostgreSqlPrograms(string Folder, string Version)
{
    /// <summary>What to say where there is none.</summary>
    public const string Missing = "PostgreSQL is not installed: to see the same on it, install it (Debian: apt-get install postgresql)";

    /// <summary>
    /// Prints the folder of the programs and their version. Debian keeps them apart by version, outside PATH; and as a server does not run as
    /// root, root needs another user.
    /// </summary>
    private const string Look = """
        initdb=$(command -v initdb || ls -v /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -n 1)
        [ -x "$initdb" ] && initdb=$(readlink -f "$initdb") && [ -x "${initdb%/*}/postgres" ] || exit 1
        [ "$(id -u)" -ne 0 ] || { command -v runuser && id -u postgres; } >/dev/null 2>&1 || exit 1
        echo "${initdb%/*}"
        "$initdb" --version
        """;

    /// <summary>Looks for them; null when there are none that can be used.</summary>
    public static async Task<PostgreSqlPrograms?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var look = ChildProcess.Start("the shell", new ProcessStartInfo("sh", ["-c", Look]));
            await using (look.ConfigureAwait(false))
            {
                var folder = await look.ReadLineAsync(cancellationToken).ConfigureAwait(false);
                var version = await look.ReadLineAsync(cancellationToken).ConfigureAwait(false);
                await look.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return folder is null || version is null || look.HasFailed ? null : new PostgreSqlPrograms(folder, version.Split(' ')[2]); // initdb (PostgreSQL) 15.8 …
            }
        }
        catch (CommandFailedException)
        {
            // There is no shell, which is an answer too.
            return null;
        }
    }
}
