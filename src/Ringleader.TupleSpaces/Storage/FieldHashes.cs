using System.Numerics;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces.Storage;

/// <summary>The hashes of the fields of one tuple or template, each computed once however many masks ask for it.</summary>
/// <param name="values">The fields.</param>
/// <param name="room">Where to keep the hashes: <see cref="RoomFor"/> of them.</param>
internal ref struct FieldHashes(ReadOnlySpan<object?> values, Span<int> room)
{
    private readonly ReadOnlySpan<object?> _values = values;
    private readonly Span<int> _hashes = room;
    private ulong _known;

    /// <summary>As many fields as a mask can name.</summary>
    public static int RoomFor(int fields) => Math.Min(fields, 64);

    /// <summary>The first field of a mask, as a mask.</summary>
    public static ulong LeadOf(ulong mask) => mask & (~mask + 1);

    /// <summary>One hash for all fields of a mask.</summary>
    public int Of(ulong mask)
    {
        var hash = 0x9E3779B97F4A7C15UL;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            hash = (BitOperations.RotateLeft(hash, 5) ^ (uint)At(BitOperations.TrailingZeroCount(rest))) * 0xD6E8FEB86659FD93UL;
        }

        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93UL;
        return (int)(hash ^ (hash >> 32));
    }

    private int At(int field)
    {
        var bit = 1UL << field;
        if ((_known & bit) == 0)
        {
            _hashes[field] = FieldEquality.Hash(_values[field]);
            _known |= bit;
        }

        return _hashes[field];
    }
}
