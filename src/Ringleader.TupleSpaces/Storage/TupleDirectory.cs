namespace Ringleader.TupleSpaces.Storage;

/// <summary>
/// Numbers for tuples by which they are found again without a table: a block of a group, the place in the block, and 31 bits of the
/// tuple's sequence number, which tell it from those that have the place later.
/// </summary>
internal sealed class TupleDirectory
{
    private const int SlotBits = 31;
    private const int GenerationBits = 31;
    private const long GenerationMask = (1L << GenerationBits) - 1;
    private const int MaxBlocks = 1 << (SlotBits - ChunkedArray<StoredTuple>.ChunkBits);
    private readonly List<(TupleGroup? Group, int FirstSlot)> _blocks = [];
    private readonly Stack<int> _free = [];

    /// <summary>Gives a group numbers for one more chunk of places.</summary>
    /// <exception cref="TupleSpaceFullException">There are too many groups.</exception>
    public int Claim(TupleGroup group, int firstSlot)
    {
        if (_free.TryPop(out var block))
        {
            _blocks[block] = (group, firstSlot);
            return block;
        }

        if (_blocks.Count == MaxBlocks)
        {
            throw new TupleSpaceFullException($"The tuple was not written because the space holds tuples of {MaxBlocks} different shapes. Take some first.");
        }

        _blocks.Add((group, firstSlot));
        return _blocks.Count - 1;
    }

    public void Release(int block)
    {
        _blocks[block] = default;
        _free.Push(block);
    }

    /// <summary>Positive, at most 62 bits.</summary>
    public static long IdOf(int block, int slot, long sequence) =>
        (((long)block << ChunkedArray<StoredTuple>.ChunkBits) | (long)(slot & (ChunkedArray<StoredTuple>.ChunkSize - 1))) << GenerationBits
        | (sequence & GenerationMask);

    public bool TryResolve(long id, out Place place)
    {
        place = default;
        var number = id >> GenerationBits;
        var block = number >> ChunkedArray<StoredTuple>.ChunkBits;
        if (id < 0 || block >= _blocks.Count || _blocks[(int)block] is not ({ } group, var firstSlot))
        {
            return false;
        }

        var slot = firstSlot + (int)(number & (ChunkedArray<StoredTuple>.ChunkSize - 1));
        if (slot >= group.Capacity || group[slot].Tuple is null || (group[slot].Sequence & GenerationMask) != (id & GenerationMask))
        {
            return false;
        }

        place = new(group, slot);
        return true;
    }
}
