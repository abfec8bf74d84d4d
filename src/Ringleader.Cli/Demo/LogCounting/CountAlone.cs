using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>
/// Counts a whole file in this process, line after line: what the shared count is held against. It shares no code with
/// <see cref="LogFile"/> on purpose.
/// </summary>
internal static class CountAlone
{
    /// <summary>The count, and how many lines there were.</summary>
    public static async Task<(RequestCount Count, long Lines)> RunAsync(string path, long length, CancellationToken cancellationToken)
    {
        var count = new RequestCount();
        var lines = 0L;
        var left = length;
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
        await using (stream.ConfigureAwait(false))
        {
            var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 17));
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var text = read.Buffer.Slice(0, Math.Min(left, read.Buffer.Length));
                var isLast = read.IsCompleted || text.Length == left;
                var used = CountLines(text, isLast, count, ref lines);
                left -= text.Slice(0, used).Length;
                reader.AdvanceTo(used, text.End);
                if (isLast)
                {
                    await reader.CompleteAsync().ConfigureAwait(false);
                    return (count, lines);
                }
            }
        }
    }

    private static SequencePosition CountLines(ReadOnlySequence<byte> text, bool isLast, RequestCount count, ref long lines)
    {
        var reader = new SequenceReader<byte>(text);
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            Add(line, count, ref lines);
        }

        if (isLast && !reader.End)
        {
            Add(reader.UnreadSequence, count, ref lines);
            return text.End;
        }

        return reader.Position;
    }

    private static void Add(in ReadOnlySequence<byte> line, RequestCount count, ref long lines)
    {
        count.AddLine(Encoding.UTF8.GetString(line).TrimEnd('\r'));
        lines++;
    }
}
