using System.Numerics;

namespace Ringleader.TupleSpaces.Storage;

/// <summary>
/// Tuples that are searched together, in the order of writing: those of one shape, or of one of Rinda's bins. Keeps their places,
/// and the indexes that the templates asked for.
/// </summary>
/// <remarks>
/// Every tuple has one place from writing to removal. A leased one keeps it and is in no index, so leases, however many, cost a
/// search nothing. <see cref="Order"/>, the index of the empty mask, is always there and complete.
/// </remarks>
internal sealed class TupleGroup
{
    private const int WritesBetweenReviews = 1 << 20;
    private const int MaxVotes = 64;
    private readonly TupleDirectory _directory;
    private readonly IndexTuning _tuning;
    private readonly ChunkedArray<StoredTuple> _tuples = new();
    private readonly List<int> _blocks = [];
    private readonly List<MaskIndex> _indexes = [];
    private readonly Dictionary<ulong, int> _votes = [];
    private int _firstFree = MaskIndex.None;
    private int _used;
    private long _searches;
    private long _searchesAtReview;
    private int _writes;

    public TupleGroup(TupleDirectory directory, IndexTuning tuning)
    {
        (_directory, _tuning) = (directory, tuning);
        Order = new MaskIndex(0, _tuples);
        _indexes.Add(Order);
    }

    /// <summary>How many are visible.</summary>
    public int Count { get; private set; }

    public int Leased { get; private set; }

    public int Capacity => _tuples.Capacity;

    /// <summary>All visible tuples in one list; hash 0.</summary>
    public MaskIndex Order { get; }

    public ref StoredTuple this[int slot] => ref _tuples[slot];

    public long IdOf(int slot) => TupleDirectory.IdOf(_blocks[slot >> ChunkedArray<StoredTuple>.ChunkBits], slot, _tuples[slot].Sequence);

    public int Add(SpaceTuple tuple, long sequence)
    {
        var slot = Allocate();
        _tuples[slot] = new StoredTuple { Tuple = tuple, Sequence = sequence };
        var hashes = new FieldHashes(tuple.Values, stackalloc int[FieldHashes.RoomFor(tuple.Count)]);
        Order.Append(slot, 0);
        for (var i = 1; i < _indexes.Count; i++)
        {
            _indexes[i].Append(slot, hashes.Of(_indexes[i].Mask));
        }

        Count++;
        if (++_writes == WritesBetweenReviews)
        {
            DropUnused();
        }

        return slot;
    }

    /// <summary>Takes a tuple out of sight; it keeps its place.</summary>
    public void Lease(int slot)
    {
        Unlink(slot);
        _tuples[slot].IsLeased = true;
        Leased++;
    }

    /// <summary>Shows a leased tuple again, where it was in the order.</summary>
    public void Return(int slot)
    {
        ref var tuple = ref _tuples[slot];
        var hashes = new FieldHashes(tuple.Tuple!.Values, stackalloc int[FieldHashes.RoomFor(tuple.Tuple.Count)]);
        foreach (var index in _indexes)
        {
            if (tuple.Sequence >= index.CoveredFrom)
            {
                index.Restore(slot, index.Mask == 0 ? 0 : hashes.Of(index.Mask));
            }
            else
            {
                index.ComeBackTo(slot);
            }
        }

        tuple.IsLeased = false;
        Leased--;
        Count++;
    }

    /// <summary>Frees the place of a tuple, visible or leased.</summary>
    public void Remove(int slot)
    {
        ref var tuple = ref _tuples[slot];
        if (tuple.IsLeased)
        {
            Leased--;
        }
        else
        {
            Unlink(slot);
        }

        tuple = new StoredTuple { NextFree = _firstFree };
        _firstFree = slot;
    }

    /// <summary>Lets go of the numbers of an empty group that is not used any more.</summary>
    public void Release()
    {
        foreach (var block in _blocks)
        {
            _directory.Release(block);
        }
    }

    /// <summary>The index that leaves the fewest tuples to look at: the one of the mask itself, or one of a part of it.</summary>
    public MaskIndex Choose(ulong mask)
    {
        _searches++;
        var best = Order;
        for (var i = 1; i < _indexes.Count; i++)
        {
            var index = _indexes[i];
            if (index.Mask == mask)
            {
                best = index;
                break;
            }

            if ((index.Mask & ~mask) == 0 && index.IsComplete && BitOperations.PopCount(index.Mask) > BitOperations.PopCount(best.Mask))
            {
                best = index;
            }
        }

        best.LastUsed = _searches;
        return best;
    }

    /// <summary>Learns from a search that is over: goes on with the index of its mask, or begins one when enough searches were long.</summary>
    /// <param name="mask">Which fields were constants.</param>
    /// <param name="chosen">The index that was used.</param>
    /// <param name="misses">How many tuples were looked at in vain.</param>
    public void Learn(ulong mask, MaskIndex chosen, int misses)
    {
        if (chosen.Mask != mask && misses > _tuning.LongSearch && IsWanted(mask))
        {
            chosen = new MaskIndex(mask, _tuples) { LastUsed = _searches };
            chosen.StartBehind(Newest);
            _indexes.Add(chosen);
        }

        if (!chosen.IsComplete)
        {
            // A search that was long anyhow may do more, so that there are not too many of them.
            Cover(chosen, Math.Max(_tuning.BuildStep, misses / 16));
        }
    }

    private int Allocate()
    {
        if (_firstFree != MaskIndex.None)
        {
            var free = _firstFree;
            _firstFree = _tuples[free].NextFree;
            return free;
        }

        if (_used >> ChunkedArray<StoredTuple>.ChunkBits == _blocks.Count)
        {
            _blocks.Add(_directory.Claim(this, _used));
        }

        _tuples.EnsureCapacity(_used + 1);
        return _used++;
    }

    private void Unlink(int slot)
    {
        ref var tuple = ref _tuples[slot];
        var older = Older(slot);
        foreach (var index in _indexes)
        {
            if (tuple.Sequence >= index.CoveredFrom)
            {
                index.Remove(slot);
            }
            else
            {
                index.PassOver(slot, older);
            }
        }

        Count--;
    }

    private int Newest => Order.First(0) is var first && first == MaskIndex.None ? MaskIndex.None : Order.Last(first);

    /// <summary>The visible tuple that was written before, or none.</summary>
    private int Older(int slot) => Order.First(0) == slot ? MaskIndex.None : Order.Before(slot);

    private void Cover(MaskIndex index, int count)
    {
        for (; count > 0 && !index.IsComplete; count--)
        {
            var slot = index.NextToCover;
            index.Cover(slot, HashOf(slot, index.Mask), Older(slot));
        }
    }

    private int HashOf(int slot, ulong mask)
    {
        var tuple = _tuples[slot].Tuple!; // what an index covers is there
        return new FieldHashes(tuple.Values, stackalloc int[FieldHashes.RoomFor(tuple.Count)]).Of(mask);
    }

    /// <summary>Counts a long search, and makes room when there were enough of them.</summary>
    private bool IsWanted(ulong mask)
    {
        if (_votes.Count == MaxVotes)
        {
            _votes.Clear();
        }

        var votes = _votes.GetValueOrDefault(mask) + 1;
        _votes[mask] = votes;
        if (votes < _tuning.Searches)
        {
            return false;
        }

        if (_indexes.Count > _tuning.MaxIndexes)
        {
            var least = _indexes.Skip(1).MinBy(index => index.LastUsed)!; // there are indexes besides the order
            if (_searches - least.LastUsed < _tuning.MinSearchesApart)
            {
                return false;
            }

            _indexes.Remove(least);
        }

        _votes.Remove(mask);
        return true;
    }

    private void DropUnused()
    {
        _indexes.RemoveAll(index => index.Mask != 0 && index.LastUsed <= _searchesAtReview);
        _searchesAtReview = _searches;
        _writes = 0;
    }
}
