using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ringleader.PostgreSql.Tests;

/// <summary>A PgBouncer before the shared server, in transaction mode: each transaction gets whatever server process is free.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private PgBouncer(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=ringleader;Database=postgres;Maximum Pool Size=20");
    }

    public string ConnectionString { get; }

    /// <summary>Starts one, and waits until it takes connections.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    public static async Task<PgBouncer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("ringleader-pgbouncer-").FullName;
        var (settings, users) = (Path.Combine(folder, "pgbouncer.ini"), Path.Combine(folder, "users.txt"));
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        await File.WriteAllTextAsync(users, "\"ringleader\" \"\"\n");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            postgres = host=127.0.0.1 port={TestServer.Port} dbname=postgres user=ringleader
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {users}
            pool_mode = transaction
            default_pool_size = 4
            ignore_startup_parameters = extra_float_digits

            """));
        const string debian = "/usr/sbin/pgbouncer";
        var program = File.Exists(debian) ? debian : "pgbouncer";
        string[] command = [program, settings];
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            // It refuses to run as root.
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            File.SetUnixFileMode(settings, File.GetUnixFileMode(settings) | UnixFileMode.OtherRead);
            File.SetUnixFileMode(users, File.GetUnixFileMode(users) | UnixFileMode.OtherRead);
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command];
        }

        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, WorkingDirectory = "/" })
            ?? throw new InvalidOperationException($"'{program}' does not start. On Debian, install 'pgbouncer'.");
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                listens.TrySetException(new InvalidOperationException($"'{program}' has ended before it listened."));
            }
            else if (line.Data.Contains("process up", StringComparison.Ordinal))
            {
                listens.TrySetResult();
            }
        };
        process.BeginErrorReadLine();
        await listens.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return new(process, folder, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
