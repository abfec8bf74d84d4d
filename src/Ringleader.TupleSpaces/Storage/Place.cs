namespace Ringleader.TupleSpaces.Storage;

/// <summary>Where a tuple is kept, until it is removed.</summary>
internal readonly record struct Place(TupleGroup Group, int Slot)
{
    public ref StoredTuple Entry => ref Group[Slot];

    public SpaceTuple Tuple => Entry.Tuple!; // a place that is handed out is taken

    public long Id => Group.IdOf(Slot);
}
