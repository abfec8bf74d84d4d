using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ringleader.Jobs.Enqueuing;

/// <summary>
/// Makes the tokens of enqueues: UUIDs of version 7 each of which is greater than the one before, since stores keep them in the order of
/// their values. Asking the system for the random part of each would cost more than the rest of a job, so it is asked for that of many at a
/// time. Thread-safe.
/// </summary>
/// <remarks>
/// Source: RFC 9562, sections 5.7 and 6.2 (method 1): milliseconds, then a counter of 12 bits in which those of a millisecond differ, then 62
/// random bits. When the counter is used up, or the clock is set back, the time of the last token is carried on.
/// </remarks>
internal sealed class TokenSource(TimeProvider timeProvider)
{
    private const int RandomSize = 8;
    private const int LastCount = 0xFFF;
    private const int Version = 0x7000;

    private readonly Lock _lock = new(); // Guards what follows.
    private readonly byte[] _random = new byte[64 * RandomSize];
    private int _used = int.MaxValue;
    private long _milliseconds;
    private int _count;

    /// <summary>A new token.</summary>
    public Guid Next()
    {
        var now = timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        Span<byte> token = stackalloc byte[16];
        lock (_lock)
        {
            (_milliseconds, _count) = now > _milliseconds ? (now, 0) : _count < LastCount ? (_milliseconds, _count + 1) : (_milliseconds + 1, 0);
            if (_used > _random.Length - RandomSize)
            {
                RandomNumberGenerator.Fill(_random);
                _used = 0;
            }

            BinaryPrimitives.WriteInt64BigEndian(token, (_milliseconds << 16) | Version | (long)_count);
            _random.AsSpan(_used, RandomSize).CopyTo(token[sizeof(long)..]);
            _used += RandomSize;
        }

        token[sizeof(long)] = (byte)((token[sizeof(long)] & 0x3F) | 0x80); // the variant
        return new Guid(token, bigEndian: true);
    }
}
