using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ringleader.Testing;

/// <summary>
/// A PostgreSQL server of one's own: on loopback, with nothing in it, gone when it is disposed. It runs as the user postgres where we are
/// root, since it refuses to run as root.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly string _programs;
    private readonly string _folder;
    private readonly string _settings;
    private bool _isRunning;

    private PostgreSqlServer(string programs, string folder, int port, string settings)
    {
        _programs = programs;
        _folder = folder;
        _settings = settings;
        Port = port;
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>For the user who may do everything, and the database that is there from the beginning.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=ringleader;Database=postgres");

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes and starts a server.</summary>
    /// <param name="isDurable">False for tests that never stop it: what was committed may be lost if the machine goes down, and it is faster.</param>
    /// <param name="settings">More settings, as <c>name=value</c>.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start.</exception>
    public static async Task<PostgreSqlServer> StartAsync(bool isDurable = true, params string[] settings)
    {
        var programs = FindPrograms();
        var folder = Directory.CreateTempSubdirectory("ringleader-postgresql-").FullName;
        string[] all = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", .. isDurable ? (string[])[] : ["fsync=off", "full_page_writes=off"], .. settings];
        var server = new PostgreSqlServer(programs, folder, FindPort(), string.Join(' ', all.Select(setting => $"-c {setting}")));
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder);
        }

        await server.RunProgramAsync("initdb", "-D", server.Data, "-U", "ringleader", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.StartAgainAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.StopForGood();
        return server;
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        await RunProgramAsync("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {Port} {_settings}"), "start");
        _isRunning = true;
    }

    /// <summary>Stops it.</summary>
    /// <param name="isImmediate">True for at once, as in a crash; false for in order, which breaks connections off as well.</param>
    public async Task StopAsync(bool isImmediate)
    {
        _isRunning = false;
        await RunProgramAsync("pg_ctl", "-D", Data, "-w", "-m", isImmediate ? "immediate" : "fast", "stop");
    }

    /// <summary>Stops it and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isRunning)
        {
            await StopAsync(isImmediate: true);
        }

        StopForGood();
    }

    private static string FindPrograms()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian).Select(version => Path.Combine(version, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return versions.OrderDescending(StringComparer.Ordinal).Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed: 'initdb' is nowhere. On Debian, install 'postgresql'.");
    }

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })
            ?? throw new InvalidOperationException($"'{program}' does not start.");

        // A server that is started inherits the pipes and never closes them, so only the end of the process is waited for.
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' failed: {await said}");
        }
    }

    private Task RunProgramAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        return Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    /// <summary>What must also happen when the process ends without disposing.</summary>
    private void StopForGood()
    {
        if (_isRunning)
        {
            _isRunning = false;
            RunProgramAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop").GetAwaiter().GetResult();
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
