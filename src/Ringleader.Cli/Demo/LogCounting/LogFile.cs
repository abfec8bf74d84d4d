using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>A text file as ranges of whole lines, read at any place. A file that grows meanwhile is read up to the length it had.</summary>
internal sealed class LogFile : IDisposable
{
    private const int MaxRangeBytes = 1 << 20;
    private const int MaxRangeLines = 10_000;
    private const int BlockBytes = 1 << 17;
    private readonly SafeFileHandle _file;
    private readonly string _path;

    private LogFile(SafeFileHandle file, string path, IReadOnlyList<FileRange> ranges)
    {
        _file = file;
        _path = path;
        Ranges = ranges;
    }

    public IReadOnlyList<FileRange> Ranges { get; }

    public long LineCount => Ranges.Sum(static range => (long)range.LineCount);

    /// <summary>Reads the file once to find where its lines are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">How many of its bytes to use.</param>
    /// <param name="rangeLines">How many lines a range has; fewer where they are long.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CommandFailedException">A line is longer than a megabyte: this is no log.</exception>
    public static async Task<LogFile> OpenAsync(string path, long length, int rangeLines, CancellationToken cancellationToken)
    {
        var file = File.OpenHandle(path, options: FileOptions.Asynchronous, share: FileShare.ReadWrite);
        try
        {
            var cutter = new RangeCutter(Math.Clamp(rangeLines, 1, MaxRangeLines), MaxRangeBytes, path);
            await CutAsync(file, length, cutter, cancellationToken).ConfigureAwait(false);
            return new LogFile(file, path, cutter.Finish());
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The lines of a range, without their ends. Bytes that are no UTF-8 become replacement characters.</summary>
    public async Task<string[]> ReadAsync(int range, CancellationToken cancellationToken)
    {
        var (offset, length, lineCount) = Ranges[range];
        var bytes = new byte[length];
        await ReadFullyAsync(bytes, offset, cancellationToken).ConfigureAwait(false);
        var lines = new string[lineCount];
        var rest = bytes.AsSpan();
        for (var i = 0; i < lineCount; i++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            lines[i] = Encoding.UTF8.GetString(line.TrimEnd((byte)'\r'));
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return lines;
    }

    public void Dispose() => _file.Dispose();

    private async Task ReadFullyAsync(Memory<byte> destination, long offset, CancellationToken cancellationToken)
    {
        while (!destination.IsEmpty)
        {
            var read = await RandomAccess.ReadAsync(_file, destination, offset, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new CommandFailedException($"The file '{_path}' became shorter while it was read.");
            }

            offset += read;
            destination = destination[read..];
        }
    }

    private static async Task CutAsync(SafeFileHandle file, long length, RangeCutter cutter, CancellationToken cancellationToken)
    {
        var block = new byte[BlockBytes];
        for (var position = 0L; position < length;)
        {
            var wanted = (int)Math.Min(block.Length, length - position);
            var read = await RandomAccess.ReadAsync(file, block.AsMemory(0, wanted), position, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            cutter.Add(block.AsSpan(0, read), position);
            position += read;
        }
    }
}
