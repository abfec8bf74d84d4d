using System.Text;
using Ringleader.Cli.Demo.LogCounting;

namespace Ringleader.Cli.Tests.Demo.LogCounting;

/// <summary>A log file for one test.</summary>
internal sealed class TemporaryLog : IDisposable
{
    public TemporaryLog(byte[] content) => File.WriteAllBytes(Path, content);

    public TemporaryLog(string content)
        : this(Encoding.UTF8.GetBytes(content))
    {
    }

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public long Length => new FileInfo(Path).Length;

    /// <summary>A log of well-formed requests, one line for each URL.</summary>
    public static TemporaryLog Of(params IEnumerable<string> urls) =>
        new(string.Concat(urls.Select(static url => $"1.2.3.4 - - [t] \"GET {url} HTTP/1.1\" 200 1\n")));

    public Task<LogFile> OpenAsync(int rangeLines) => LogFile.OpenAsync(Path, Length, rangeLines, CancellationToken.None);

    public void Dispose() => File.Delete(Path);
}
