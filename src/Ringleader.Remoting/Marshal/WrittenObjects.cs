using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ringleader.Remoting.Marshal;

/// <summary>
/// The objects of a document that is being written, by identity. Few are searched in a row; more go to a table with open
/// addressing, which is kept for the next document unless it has become large.
/// </summary>
internal sealed class WrittenObjects
{
    private const int MaxUnindexed = 8;
    private const int MaxKept = 16 * 1024;
    private readonly Entry[] _few = new Entry[MaxUnindexed];
    private Entry[] _table = [];
    private int _count;

    /// <summary>Finds the number of an object that was added.</summary>
    public bool TryGet(object value, out int index)
    {
        if (_count > MaxUnindexed)
        {
            ref var entry = ref SlotOf(value);
            index = entry.Index;
            return entry.Value is not null;
        }

        for (var i = 0; i < _count; i++)
        {
            if (ReferenceEquals(_few[i].Value, value))
            {
                index = _few[i].Index;
                return true;
            }
        }

        index = 0;
        return false;
    }

    /// <summary>Adds an object, unless it is there.</summary>
    public void Add(object value, int index)
    {
        if (TryGet(value, out _))
        {
            return;
        }

        if (_count < MaxUnindexed)
        {
            _few[_count++] = new Entry { Value = value, Index = index };
            return;
        }

        if (_count == MaxUnindexed || _count * 2 >= _table.Length)
        {
            Rehash();
        }

        SlotOf(value) = new Entry { Value = value, Index = index };
        _count++;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_few, 0, Math.Min(_count, MaxUnindexed));
        if (_count > MaxUnindexed)
        {
            _table = ResetTable();
        }

        _count = 0;
    }

    private Entry[] ResetTable()
    {
        if (_table.Length > MaxKept)
        {
            return [];
        }

        Array.Clear(_table);
        return _table;
    }

    private ref Entry SlotOf(object value)
    {
        var mask = _table.Length - 1;
        var slot = (int)(((uint)RuntimeHelpers.GetHashCode(value) * 0x9E3779B1) >> 7) & mask;
        while (_table[slot].Value is { } found && !ReferenceEquals(found, value))
        {
            slot = (slot + 1) & mask;
        }

        return ref _table[slot];
    }

    private void Rehash()
    {
        // Coming from the row, the table that was kept is empty and may be large enough.
        var old = _count == MaxUnindexed ? _few : _table;
        if (_count > MaxUnindexed || _table.Length == 0)
        {
            _table = new Entry[Math.Max(64, _table.Length * 4)];
        }

        foreach (var entry in old)
        {
            if (entry.Value is not null)
            {
                SlotOf(entry.Value) = entry;
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public object? Value;
        public int Index;
    }
}
