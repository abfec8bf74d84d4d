using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Waiting;

namespace Ringleader.TupleSpaces.Watching;

/// <summary>The watches of a space, each fed with the changes that it wants to see. Guarded by the space's lock.</summary>
internal sealed class WatchList : IChangeSink
{
    private readonly TemplateIndex<TupleWatch> _watches = new();
    private readonly List<TupleWatch> _matching = [];

    public int Count => _watches.Count;

    public void Add(TupleWatch watch) => _watches.Add(watch);

    public void Remove(TupleWatch watch) => _watches.Remove(watch);

    public List<TupleWatch> ToList() => _watches.ToList();

    public void Apply(in Change change, ref Aftermath aftermath)
    {
        if (_watches.Count == 0 || KindOf(change.Kind) is not (not TupleEventKinds.None and var kind))
        {
            return;
        }

        _watches.FindAll(change.Tuple, _matching);
        foreach (var watch in _matching)
        {
            watch.Feed(kind, change.Tuple, ref aftermath);
        }

        _matching.Clear();
    }

    private static TupleEventKinds KindOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Written or ChangeKind.Returned => TupleEventKinds.Write,
        ChangeKind.Taken or ChangeKind.Leased => TupleEventKinds.Take,
        ChangeKind.Deleted => TupleEventKinds.Delete,
        _ => TupleEventKinds.None,
    };
}
