using System.Buffers.Binary;

namespace Ringleader.Remoting.Protocol;

/// <summary>
/// Where one message lies in a buffer. On the wire: a 4-byte big-endian length, then that many bytes of one Marshal document.
/// Source: ruby/drb drb.rb, <c>DRbMessage#dump</c> and <c>#load</c>.
/// </summary>
/// <param name="Offset">The document's first byte.</param>
/// <param name="Length">The document's length in bytes.</param>
internal readonly record struct Frame(int Offset, int Length)
{
    /// <summary>The bytes of the length field.</summary>
    public const int HeaderLength = 4;

    /// <summary>The document in the buffer that this frame was found in.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> buffer) => buffer.Slice(Offset, Length);

    /// <summary>
    /// Looks for a whole frame. A length above the limit is <see cref="FrameStatus.TooLarge"/> as soon as it can be read,
    /// with that length in <paramref name="claimed"/>.
    /// </summary>
    public static FrameStatus TryRead(ReadOnlySpan<byte> buffer, int offset, int limit, out Frame frame, out uint claimed)
    {
        frame = default;
        claimed = 0;
        if (buffer.Length - offset < HeaderLength)
        {
            return FrameStatus.Incomplete;
        }

        claimed = BinaryPrimitives.ReadUInt32BigEndian(buffer[offset..]);
        if (claimed > (uint)limit)
        {
            return FrameStatus.TooLarge;
        }

        if (buffer.Length - offset - HeaderLength < claimed)
        {
            return FrameStatus.Incomplete;
        }

        frame = new Frame(offset + HeaderLength, (int)claimed);
        return FrameStatus.Complete;
    }
}
