namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>The log that is counted.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Length">How many bytes it has now; it may grow meanwhile.</param>
/// <param name="Title">How the scene calls it.</param>
internal sealed record AccessLogFile(string Path, long Length, string Title)
{
    /// <summary>The user's file, or the recorded one, which lies beside the program.</summary>
    /// <exception cref="CommandFailedException">The recorded one is missing.</exception>
    public static AccessLogFile Find(string? inputFile)
    {
        var path = inputFile ?? System.IO.Path.Combine(AppContext.BaseDirectory, "data", "access.log");
        var file = new FileInfo(path);
        return file.Exists
            ? new AccessLogFile(file.FullName, file.Length, inputFile ?? "samples/data/access.log, recorded from a real nginx")
            : throw new CommandFailedException($"The log '{path}', which belongs to this program, is missing. Name one of your own with --input FILE.");
    }
}
