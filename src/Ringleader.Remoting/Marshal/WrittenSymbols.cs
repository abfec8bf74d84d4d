namespace Ringleader.Remoting.Marshal;

/// <summary>The Symbols of a document that is being written, by their numbers. Few are searched in a row.</summary>
internal sealed class WrittenSymbols
{
    private const int MaxUnindexed = 8;
    private readonly RubySymbol?[] _few = new RubySymbol?[MaxUnindexed];
    private Dictionary<RubySymbol, int>? _many;
    private int _count;

    /// <summary>Gives the number of a Symbol that was written before. False when it is new; it has the next number then.</summary>
    public bool TryGetOrAdd(RubySymbol symbol, out int index)
    {
        if (_count > MaxUnindexed)
        {
            return TryGetOrAddIndexed(symbol, out index);
        }

        for (index = 0; index < _count; index++)
        {
            if (ReferenceEquals(_few[index], symbol) || _few[index]!.Equals(symbol))
            {
                return true;
            }
        }

        if (_count < MaxUnindexed)
        {
            _few[_count++] = symbol;
            return false;
        }

        _many ??= [];
        for (var i = 0; i < _few.Length; i++)
        {
            _many[_few[i]!] = i;
        }

        return TryGetOrAddIndexed(symbol, out index);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        if (_count > MaxUnindexed)
        {
            _many!.Clear();
            _many = _count > 1024 ? null : _many;
        }

        Array.Clear(_few, 0, Math.Min(_count, MaxUnindexed));
        _count = 0;
    }

    private bool TryGetOrAddIndexed(RubySymbol symbol, out int index)
    {
        if (_many!.TryGetValue(symbol, out index))
        {
            return true;
        }

        index = _many.Count;
        _many.Add(symbol, index);
        _count = _many.Count;
        return false;
    }
}
