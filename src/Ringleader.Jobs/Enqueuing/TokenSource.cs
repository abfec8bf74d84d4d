using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ringleader.Jobs.Enqueuing;

/// <summary>
/// Makes the tokens of enqueues: UUIDs of version 7, which grow with time, since stores keep them in the order of their values. Asking the
/// system for the random part of each would cost more than the rest of a job, so it is asked for that of many at a time. Thread-safe.
/// </summary>
/// <remarks>Source: RFC 9562, section 5.7.</remarks>
internal sealed class TokenSource(TimeProvider timeProvider)
{
    private const int Size = 16;
    private const int TimeSize = 6;
    private const int RandomSize = Size - TimeSize;

    private readonly Lock _lock = new(); // Guards what follows.
    private readonly byte[] _random = new byte[64 * RandomSize];
    private int _used = int.MaxValue;

    /// <summary>A new token.</summary>
    public Guid Next()
    {
        Span<byte> token = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(token, timeProvider.GetUtcNow().ToUnixTimeMilliseconds() << 16);
        lock (_lock)
        {
            if (_used > _random.Length - RandomSize)
            {
                RandomNumberGenerator.Fill(_random);
                _used = 0;
            }

            _random.AsSpan(_used, RandomSize).CopyTo(token[TimeSize..]);
            _used += RandomSize;
        }

        token[6] = (byte)((token[6] & 0x0F) | 0x70); // the version
        token[8] = (byte)((token[8] & 0x3F) | 0x80); // the variant
        return new Guid(token, bigEndian: true);
    }
}
