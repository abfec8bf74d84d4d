namespace Ringleader.TupleSpaces.Storage;

/// <summary>When an index is worth its memory. Tests make the numbers small.</summary>
/// <param name="LongSearch">How many tuples a search may look at in vain before it asks for an index.</param>
/// <param name="Searches">How many such searches make one: a single odd template shall not cost a whole pass.</param>
/// <param name="BuildStep">How many tuples each search adds, at least, to an index that is being made.</param>
/// <param name="MaxIndexes">How many there are for tuples of one shape.</param>
/// <param name="MinSearchesApart">After how many searches of others an index may give way to another one.</param>
internal sealed record IndexTuning(
    int LongSearch = 64, int Searches = 2, int BuildStep = 4096, int MaxIndexes = 8, int MinSearchesApart = 1024)
{
    public static IndexTuning Default { get; } = new();

    /// <summary>No indexes: for groups that mix shapes.</summary>
    public static IndexTuning None { get; } = new(LongSearch: int.MaxValue);
}
