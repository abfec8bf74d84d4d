using System.Text;

namespace Ringleader.Cli.Jobs.Programs;

/// <summary>The last bytes of a stream, however long it is. Not thread-safe.</summary>
/// <param name="size">How many bytes are kept at most.</param>
internal sealed class OutputTail(int size)
{
    private readonly byte[] _ring = new byte[size];
    private long _count;

    /// <summary>Reads to the end of a stream; what was read before it fails or is cancelled is kept.</summary>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[8192];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            Add(buffer.AsSpan(0, read));
        }
    }

    /// <summary>What is kept, read as UTF-8; a character that the beginning cuts through is left out.</summary>
    public override string ToString()
    {
        var kept = (int)Math.Min(_count, size);
        var start = (int)((_count - kept) % size);
        var bytes = new byte[kept];
        var first = Math.Min(kept, size - start);
        _ring.AsSpan(start, first).CopyTo(bytes);
        _ring.AsSpan(0, kept - first).CopyTo(bytes.AsSpan(first));
        var cut = _count > kept ? bytes.AsSpan().IndexOfAnyExceptInRange((byte)0x80, (byte)0xBF) : 0;
        return Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(cut, 0)));
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            _ring[_count++ % size] = value;
        }
    }
}
