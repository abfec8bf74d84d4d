using System.Diagnostics;

namespace Ringleader.TupleSpaces.Storage;

/// <summary>
/// The visible tuples of a group by the fields of a mask: for each hash of those fields a list in the order of writing. The
/// index of the empty mask has one list with all of them.
/// </summary>
/// <remarks>
/// <para>
/// There are no objects but the arrays. A list is a ring through <see cref="Link"/>, one for each place of the group; its first
/// member stands in the chain of a hash table's cell and its last is the one before the first. Values whose hashes are equal share
/// a list: who searches has to compare.
/// </para>
/// <para>
/// An index that is made while there are tuples already is filled from the newest to the oldest, step by step, so that its lists
/// are in order at every time: it holds all from <see cref="CoveredFrom"/> on.
/// </para>
/// </remarks>
internal sealed class MaskIndex(ulong mask, ChunkedArray<StoredTuple> tuples)
{
    public const int None = -1;
    private const int NotFirst = -2;
    private readonly ChunkedArray<Link> _links = new();
    private int[] _cells = [None, None, None, None, None, None, None, None];
    private int _lists;

    public ulong Mask { get; } = mask;

    /// <summary>The sequence number from which on all visible tuples are here.</summary>
    public long CoveredFrom { get; private set; } = long.MinValue;

    public bool IsComplete => CoveredFrom == long.MinValue;

    /// <summary>The newest tuple that is not here yet.</summary>
    public int NextToCover { get; private set; } = None;

    /// <summary>The number of the group's search that used it last.</summary>
    public long LastUsed { get; set; }

    /// <summary>Declares that tuples written so far are to be brought in by <see cref="Cover"/>.</summary>
    public void StartBehind(int newest)
    {
        NextToCover = newest;
        CoveredFrom = newest == None ? long.MinValue : tuples[newest].Sequence + 1;
    }

    /// <summary>The oldest tuple of a hash, or <see cref="None"/>.</summary>
    public int First(int hash)
    {
        var slot = _cells[hash & (_cells.Length - 1)];
        while (slot != None)
        {
            ref var link = ref _links[slot];
            if (link.Hash == hash)
            {
                return slot;
            }

            slot = link.Chain;
        }

        return None;
    }

    /// <summary>The newest tuple of the list that begins with another.</summary>
    public int Last(int first) => _links[first].Previous;

    public int After(int slot) => _links[slot].Next;

    public int Before(int slot) => _links[slot].Previous;

    public bool Holds(ref StoredTuple tuple) => tuple.IsVisible && tuple.Sequence >= CoveredFrom;

    /// <summary>Adds the newest tuple.</summary>
    public void Append(int slot, int hash)
    {
        _links.EnsureCapacity(tuples.Capacity);
        var first = First(hash);
        if (first == None)
        {
            StartList(slot, hash);
        }
        else
        {
            InsertAfter(_links[first].Previous, slot, hash);
        }
    }

    /// <summary>Brings a tuple in that was written before those which are here already.</summary>
    /// <param name="slot">The tuple.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="next">The tuple to bring in after this one.</param>
    public void Cover(int slot, int hash, int next)
    {
        Debug.Assert(slot == NextToCover, "Older tuples come in from the newest on.");
        _links.EnsureCapacity(tuples.Capacity);
        InsertFirst(First(hash), slot, hash);
        NextToCover = next;
        CoveredFrom = next == None ? long.MinValue : tuples[slot].Sequence;
    }

    /// <summary>Puts a tuple back to where it was in the order.</summary>
    public void Restore(int slot, int hash)
    {
        _links.EnsureCapacity(tuples.Capacity);
        var sequence = tuples[slot].Sequence;
        var first = First(hash);
        if (first == None || tuples[first].Sequence > sequence)
        {
            InsertFirst(first, slot, hash);
            return;
        }

        // What stood beside the tuple when it left is mostly still there; how far the numbers are apart says at most how many lie between.
        var nearest = Nearer(Nearer(Nearer(first, _links[first].Previous, slot, hash), _links[slot].Previous, slot, hash), _links[slot].Next, slot, hash);
        while (tuples[nearest].Sequence > sequence)
        {
            nearest = _links[nearest].Previous;
        }

        for (var next = _links[nearest].Next; next != first && tuples[next].Sequence < sequence; next = _links[nearest].Next)
        {
            nearest = next;
        }

        InsertAfter(nearest, slot, hash);
    }

    /// <summary>Removes a tuple. Its link keeps the hash and the neighbours, for <see cref="Restore"/>.</summary>
    public void Remove(int slot)
    {
        ref var link = ref _links[slot];
        if (link.Next == slot)
        {
            ReplaceInChain(slot, link.Chain);
            _lists--;
            return;
        }

        _links[link.Previous].Next = link.Next;
        _links[link.Next].Previous = link.Previous;
        if (link.Chain != NotFirst)
        {
            _links[link.Next].Chain = link.Chain;
            ReplaceInChain(slot, link.Next);
        }
    }

    /// <summary>A tuple that is about to go, though it is not here yet, is not the next one to come in.</summary>
    public void PassOver(int slot, int next)
    {
        if (NextToCover == slot)
        {
            NextToCover = next;
            CoveredFrom = next == None ? long.MinValue : CoveredFrom;
        }
    }

    /// <summary>A tuple came back among those that are not here yet.</summary>
    public void ComeBackTo(int slot)
    {
        if (tuples[NextToCover].Sequence < tuples[slot].Sequence)
        {
            NextToCover = slot;
        }
    }

    private int Nearer(int known, int hint, int slot, int hash)
    {
        if (hint == slot || hint >= _links.Capacity || _links[hint].Hash != hash || !Holds(ref tuples[hint]))
        {
            return known;
        }

        var sequence = tuples[slot].Sequence;
        return Math.Abs(tuples[hint].Sequence - sequence) < Math.Abs(tuples[known].Sequence - sequence) ? hint : known;
    }

    private void InsertFirst(int first, int slot, int hash)
    {
        if (first == None)
        {
            StartList(slot, hash);
            return;
        }

        InsertAfter(_links[first].Previous, slot, hash);
        _links[slot].Chain = _links[first].Chain;
        _links[first].Chain = NotFirst;
        ReplaceInChain(first, slot);
    }

    private void InsertAfter(int previous, int slot, int hash)
    {
        ref var before = ref _links[previous];
        _links[slot] = new Link { Hash = hash, Previous = previous, Next = before.Next, Chain = NotFirst };
        _links[before.Next].Previous = slot;
        before.Next = slot;
    }

    private void StartList(int slot, int hash)
    {
        if (_lists == _cells.Length)
        {
            GrowCells();
        }

        ref var cell = ref _cells[hash & (_cells.Length - 1)];
        _links[slot] = new Link { Hash = hash, Previous = slot, Next = slot, Chain = cell };
        cell = slot;
        _lists++;
    }

    /// <summary>Puts another first member into a chain in the place of one; its own chain is set already.</summary>
    private void ReplaceInChain(int slot, int replacement)
    {
        ref var cell = ref _cells[_links[slot].Hash & (_cells.Length - 1)];
        while (cell != slot)
        {
            cell = ref _links[cell].Chain;
        }

        cell = replacement;
    }

    private void GrowCells()
    {
        var smaller = _cells;
        _cells = new int[smaller.Length * 2];
        _cells.AsSpan().Fill(None);
        foreach (var first in smaller)
        {
            for (var slot = first; slot != None;)
            {
                ref var link = ref _links[slot];
                ref var cell = ref _cells[link.Hash & (_cells.Length - 1)];
                (slot, link.Chain, cell) = (link.Chain, cell, slot);
            }
        }
    }

    private struct Link
    {
        public int Hash;
        public int Previous;
        public int Next;

        /// <summary>The next list of the same cell, or <see cref="NotFirst"/> in all but the first member of a list.</summary>
        public int Chain;
    }
}
