namespace Ringleader.TupleSpaces.Storage;

/// <summary>
/// The tuples of a space and the order in which they are found. Knows neither time nor waiting: a tuple is visible, leased, or not
/// there. Not thread-safe.
/// </summary>
internal abstract class TupleStore(IndexTuning tuning)
{
    private long _sequence;

    /// <summary>Visible and leased tuples.</summary>
    public int Count { get; private set; }

    protected TupleDirectory Directory { get; } = new();

    /// <summary>Finds the one match that is to be answered.</summary>
    /// <param name="template">What to look for.</param>
    /// <param name="now">Tuples whose time is over by then are not seen.</param>
    /// <param name="place">Where it is.</param>
    public abstract bool TryFind(Template template, TimeSpan now, out Place place);

    /// <summary>Finds all matches in the order in which they are answered.</summary>
    /// <param name="template">What to look for.</param>
    /// <param name="now">Tuples whose time is over by then are not seen.</param>
    /// <param name="maxCount">How many at most.</param>
    /// <param name="found">Receives them; null to count only.</param>
    /// <returns>How many.</returns>
    public abstract int FindAll(Template template, TimeSpan now, int maxCount, List<Place>? found);

    public bool TryResolve(long id, out Place place) => Directory.TryResolve(id, out place);

    public Place Add(SpaceTuple tuple)
    {
        var group = GroupFor(tuple);
        var slot = group.Add(tuple, ++_sequence);
        Count++;
        return new(group, slot);
    }

    /// <summary>Takes a tuple out of sight.</summary>
    public void Lease(Place place)
    {
        var tuple = place.Tuple;
        place.Group.Lease(place.Slot);
        Shrunk(place.Group, tuple);
    }

    /// <summary>Shows a leased tuple again, in its old place in the order.</summary>
    public void Return(Place place)
    {
        Returning(place.Group, place.Tuple);
        place.Group.Return(place.Slot);
    }

    /// <summary>Removes a tuple, visible or leased.</summary>
    public void Remove(Place place)
    {
        var tuple = place.Tuple;
        place.Group.Remove(place.Slot);
        Count--;
        Shrunk(place.Group, tuple);
    }

    /// <summary>Where a new tuple belongs.</summary>
    protected abstract TupleGroup GroupFor(SpaceTuple tuple);

    /// <summary>A tuple left a group, which may be empty now.</summary>
    protected abstract void Shrunk(TupleGroup group, SpaceTuple tuple);

    /// <summary>A tuple is about to come back to its group.</summary>
    protected abstract void Returning(TupleGroup group, SpaceTuple tuple);

    protected TupleGroup CreateGroup() => new(Directory, tuning);

    protected static int FindAll(TupleGroup group, Template template, TimeSpan now, int maxCount, List<Place>? found)
    {
        var count = 0;
        var search = new TupleSearch(group, template, now);
        while (count < maxCount && search.MoveNext())
        {
            count++;
            found?.Add(new(group, search.Slot));
        }

        search.Finish();
        return count;
    }

    protected static bool TryFindOldest(TupleGroup group, Template template, TimeSpan now, out Place place)
    {
        var search = new TupleSearch(group, template, now);
        var isFound = search.MoveNext();
        search.Finish();
        place = isFound ? new(group, search.Slot) : default;
        return isFound;
    }
}
