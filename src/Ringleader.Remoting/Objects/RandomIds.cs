using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ringleader.Remoting.Objects;

/// <summary>
/// Draws ids that nobody can guess: 62 random bits, which is as much as a Ruby Integer holds without a heap object. Not
/// thread-safe.
/// </summary>
internal sealed class RandomIds
{
    private const long Mask = (1L << 62) - 1;

    // Random bytes are fetched many at a time, since each fetch has a fixed cost.
    private readonly byte[] _pool = new byte[64 * sizeof(long)];
    private int _next;

    public long Next()
    {
        if (_next == 0)
        {
            RandomNumberGenerator.Fill(_pool);
            _next = _pool.Length;
        }

        _next -= sizeof(long);
        return BinaryPrimitives.ReadInt64LittleEndian(_pool.AsSpan(_next)) & Mask;
    }
}
