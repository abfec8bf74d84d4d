using System.Buffers.Binary;

namespace Ringleader.Remoting.Tests.Marshal.Golden;

/// <summary>What went over the sockets of one call between real Ruby processes.</summary>
internal sealed record GoldenCapture(string Name, IReadOnlyList<GoldenSegment> Segments)
{
    /// <summary>The Marshal documents of all length-prefixed messages, and of datagrams.</summary>
    public IEnumerable<byte[]> Documents()
    {
        foreach (var segment in Segments.Where(segment => segment.Hex is { Length: > 0 }))
        {
            var bytes = Convert.FromHexString(segment.Hex!);
            if (bytes is [4, 8, ..])
            {
                yield return bytes;
                continue;
            }

            for (var position = 0; position < bytes.Length;)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(position));
                yield return bytes.AsSpan(position + 4, length).ToArray();
                position += 4 + length;
            }
        }
    }
}
