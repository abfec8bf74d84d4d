using System.Diagnostics;
using System.Globalization;

namespace Ringleader.Cli.Daemons;

/// <summary>
/// A file that names the process that wrote it, by its number and its start: numbers are used again, and a process that has the
/// number by chance must not be stopped in its place.
/// </summary>
internal sealed class PidFile : IDisposable
{
    /// <summary>How far two looks at the same start may differ.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private PidFile(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Where a process in the background keeps its file when it is not told: in the user's own folder.</summary>
    /// <param name="name">What it is, such as <c>ring-7647</c>.</param>
    public static string DefaultPath(string name) => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "ringleader",
        $"{name}.pid");

    /// <summary>Writes the file of this process; disposing removes it.</summary>
    /// <exception cref="CommandFailedException">The file is that of another process which runs.</exception>
    public static PidFile Create(string path)
    {
        using (var other = FindProcess(path))
        {
            if (other is not null)
            {
                throw new CommandFailedException($"The file '{path}' belongs to process {other.Id}, which runs. Stop that first, or name another --pid-file.");
            }
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!); // a file is always in a folder
        using var self = Process.GetCurrentProcess();
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{self.Id} {StartOf(self)}\n"));
        return new PidFile(path);
    }

    /// <summary>The process that wrote the file; null when there is no file, or its process has ended.</summary>
    public static Process? FindProcess(string path)
    {
        if (!File.Exists(path) || File.ReadAllText(path).Split(' ') is not [var idText, var startText]
            || !int.TryParse(idText, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(startText.AsSpan().TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var start))
        {
            return null;
        }

        try
        {
            var process = Process.GetProcessById(id);
            if (Math.Abs(StartOf(process) - start) <= Tolerance.TotalMilliseconds)
            {
                return process;
            }

            process.Dispose();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // It has ended.
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);

    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds();
}
