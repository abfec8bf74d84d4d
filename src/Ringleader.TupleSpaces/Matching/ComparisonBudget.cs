namespace Ringleader.TupleSpaces.Matching;

/// <summary>
/// How much one comparison may look at. Values come from peers, and a small document can spell an endless or exponentially
/// large one through links.
/// </summary>
internal struct ComparisonBudget()
{
    private const int MaxDepth = 64;
    private int _values = 10_000;
    private int _depth;

    /// <summary>True when no value may be looked at any more.</summary>
    public readonly bool IsExhausted => _values == 0;

    /// <summary>Counts one value, one level further down. False when it is one too many; then nothing is to be left.</summary>
    public bool TryEnter()
    {
        if (_values == 0 || _depth == MaxDepth)
        {
            return false;
        }

        _values--;
        _depth++;
        return true;
    }

    /// <summary>Goes back up one level.</summary>
    public void Leave() => _depth--;
}
