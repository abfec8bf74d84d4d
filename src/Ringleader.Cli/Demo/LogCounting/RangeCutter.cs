namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>Cuts a file that goes by in blocks into ranges of whole lines.</summary>
internal sealed class RangeCutter(int maxLines, int maxBytes, string fileName)
{
    private readonly List<FileRange> _ranges = [];
    private long _start;
    private long _lineStart;
    private long _end;
    private int _lines;

    /// <summary>Takes the next block.</summary>
    public void Add(ReadOnlySpan<byte> block, long position)
    {
        _end = position + block.Length;
        var passed = 0;
        while (block[passed..].IndexOf((byte)'\n') is var found and >= 0)
        {
            passed += found + 1;
            AddLine(position + passed);
        }

        RequireShort(_end);
    }

    /// <summary>All ranges; what is behind the last line end is a line too.</summary>
    public List<FileRange> Finish()
    {
        if (_end > _lineStart)
        {
            AddLine(_end);
        }

        Cut(_lineStart);
        return _ranges;
    }

    private void AddLine(long end)
    {
        RequireShort(end);
        if (_lines == maxLines || end - _start > maxBytes)
        {
            Cut(_lineStart);
        }

        _lines++;
        _lineStart = end;
    }

    private void Cut(long end)
    {
        if (_lines > 0)
        {
            _ranges.Add(new FileRange(_start, (int)(end - _start), _lines));
        }

        _start = end;
        _lines = 0;
    }

    private void RequireShort(long end)
    {
        if (end - _lineStart > maxBytes)
        {
            throw new CommandFailedException($"The file '{fileName}' has a line of more than {maxBytes} bytes, so it is no log.");
        }
    }
}
