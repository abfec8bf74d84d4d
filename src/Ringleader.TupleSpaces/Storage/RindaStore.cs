using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Storage;

/// <summary>
/// Tuples in bins, searched in the order of Ruby's Rinda: <see cref="TupleOrder.AsRinda"/>. rinda/tuplespace.rb, TupleBag and TupleBin.
/// </summary>
/// <remarks>
/// Each Symbol that is a first field has a bin, all other tuples share one. A template whose first field is a Symbol looks into its
/// bin from the newest on; any other one looks through all bins in the order in which they came about, in each from the oldest on. A
/// bin that is empty vanishes, and its next tuple makes a new one, which is the last.
/// </remarks>
internal sealed class RindaStore() : TupleStore(IndexTuning.None)
{
    /// <summary>The bin of the tuples whose first field is no Symbol; no tuple can have it as a field.</summary>
    private static readonly object NoSymbol = new();

    private readonly Dictionary<object, LinkedListNode<TupleGroup>> _bins = [];
    private readonly LinkedList<TupleGroup> _order = [];

    public override bool TryFind(Template template, TimeSpan now, out Place place)
    {
        place = default;
        if (BinOf(template.KeySet is null, template.Fields) is RubySymbol symbol)
        {
            return _bins.TryGetValue(symbol, out var bin) && TryFindNewest(bin.Value, template, now, out place);
        }

        foreach (var group in _order)
        {
            if (TryFindOldest(group, template, now, out place))
            {
                return true;
            }
        }

        return false;
    }

    public override int FindAll(Template template, TimeSpan now, int maxCount, List<Place>? found)
    {
        if (BinOf(template.KeySet is null, template.Fields) is RubySymbol symbol)
        {
            return _bins.TryGetValue(symbol, out var bin) ? FindAll(bin.Value, template, now, maxCount, found) : 0;
        }

        var count = 0;
        foreach (var group in _order)
        {
            if (count == maxCount)
            {
                break;
            }

            count += FindAll(group, template, now, maxCount - count, found);
        }

        return count;
    }

    protected override TupleGroup GroupFor(SpaceTuple tuple)
    {
        var key = BinOf(tuple.KeySet is null, tuple.Values);
        if (!_bins.TryGetValue(key, out var bin))
        {
            bin = new(CreateGroup());
            _bins.Add(key, bin);
        }

        Show(bin);
        return bin.Value;
    }

    protected override void Shrunk(TupleGroup group, SpaceTuple tuple)
    {
        if (group.Count != 0)
        {
            return;
        }

        var key = BinOf(tuple.KeySet is null, tuple.Values);
        var bin = _bins[key];
        if (bin.List is not null)
        {
            _order.Remove(bin);
        }

        if (group.Leased == 0)
        {
            _bins.Remove(key);
            group.Release();
        }
    }

    protected override void Returning(TupleGroup group, SpaceTuple tuple) => Show(_bins[BinOf(tuple.KeySet is null, tuple.Values)]);

    private static object BinOf(bool isInRow, object?[] fields) =>
        isInRow && fields.Length > 0 && fields[0] is RubySymbol symbol ? symbol : NoSymbol;

    private void Show(LinkedListNode<TupleGroup> bin)
    {
        if (bin.List is null)
        {
            _order.AddLast(bin);
        }
    }

    private static bool TryFindNewest(TupleGroup group, Template template, TimeSpan now, out Place place)
    {
        var order = group.Order;
        var first = order.First(0);
        if (first != MaskIndex.None)
        {
            for (var slot = order.Last(first); ; slot = order.Before(slot))
            {
                ref var tuple = ref group[slot];
                if (template.Matches(tuple.Tuple!) && tuple.Term?.IsOver(now) is not true) // what an index holds is there
                {
                    place = new(group, slot);
                    return true;
                }

                if (slot == first)
                {
                    break;
                }
            }
        }

        place = default;
        return false;
    }
}
