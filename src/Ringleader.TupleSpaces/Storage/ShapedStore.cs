namespace Ringleader.TupleSpaces.Storage;

/// <summary>Tuples by shape, the oldest match first: <see cref="TupleOrder.FirstInFirstOut"/>.</summary>
internal sealed class ShapedStore(IndexTuning tuning) : TupleStore(tuning)
{
    /// <summary>Empty groups are kept for the next tuple of their shape while they are few and small.</summary>
    private const int MaxGroupsToKeep = 64;

    private readonly ShapeTable<TupleGroup> _groups = new();

    public override bool TryFind(Template template, TimeSpan now, out Place place)
    {
        if (_groups.TryGet(template.KeySet, template.Count, out var group))
        {
            return TryFindOldest(group, template, now, out place);
        }

        place = default;
        return false;
    }

    public override int FindAll(Template template, TimeSpan now, int maxCount, List<Place>? found) =>
        _groups.TryGet(template.KeySet, template.Count, out var group) ? FindAll(group, template, now, maxCount, found) : 0;

    protected override TupleGroup GroupFor(SpaceTuple tuple)
    {
        if (!_groups.TryGet(tuple.KeySet, tuple.Count, out var group))
        {
            group = CreateGroup();
            _groups.Add(tuple.KeySet, tuple.Count, group);
        }

        return group;
    }

    protected override void Shrunk(TupleGroup group, SpaceTuple tuple)
    {
        if (group is { Count: 0, Leased: 0 } && (_groups.Count > MaxGroupsToKeep || group.Capacity > ChunkedArray<StoredTuple>.ChunkSize))
        {
            _groups.Remove(tuple.KeySet, tuple.Count);
            group.Release();
        }
    }

    protected override void Returning(TupleGroup group, SpaceTuple tuple)
    {
        // A group with a leased tuple is never let go of.
    }
}
