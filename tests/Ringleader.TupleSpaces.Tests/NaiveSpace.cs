using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Tests;

/// <summary>What a space should answer, computed from one list: no indexes, no tricks.</summary>
internal sealed class NaiveSpace(TupleOrder order)
{
    private readonly List<(object Bin, List<(long Age, SpaceTuple Tuple)> Tuples)> _bins = [];
    private readonly Dictionary<SpaceTuple, long> _ages = new(ReferenceEqualityComparer.Instance);

    public int Count => _bins.Sum(bin => bin.Tuples.Count);

    public bool Contains(SpaceTuple tuple) => _bins.Exists(bin => bin.Tuples.Exists(item => ReferenceEquals(item.Tuple, tuple)));

    public void Write(SpaceTuple tuple)
    {
        _ages.TryAdd(tuple, _ages.Count);
        var bin = Bin(tuple.Values, tuple.KeySet is null);
        if (!_bins.Exists(other => other.Bin.Equals(bin)))
        {
            _bins.Add((bin, []));
        }

        // A tuple that comes back is as old as before.
        var tuples = _bins.Find(other => other.Bin.Equals(bin)).Tuples;
        tuples.Add((_ages[tuple], tuple));
        tuples.Sort((left, right) => left.Age.CompareTo(right.Age));
    }

    public SpaceTuple? Find(Template template)
    {
        var all = FindAll(template);
        return order == TupleOrder.AsRinda && template.KeySet is null && template.Fields is [RubySymbol, ..] ? all.LastOrDefault() : all.FirstOrDefault();
    }

    public List<SpaceTuple> FindAll(Template template)
    {
        var symbol = order == TupleOrder.AsRinda && template.KeySet is null && template.Fields is [RubySymbol head, ..] ? head : null;
        return
        [
            .. from bin in _bins
               where symbol is null || bin.Bin.Equals(symbol)
               from item in bin.Tuples
               where template.Matches(item.Tuple)
               select item.Tuple,
        ];
    }

    public void Remove(SpaceTuple tuple)
    {
        foreach (var (_, tuples) in _bins)
        {
            tuples.RemoveAll(item => ReferenceEquals(item.Tuple, tuple));
        }

        _bins.RemoveAll(bin => bin.Tuples.Count == 0);
    }

    private object Bin(object?[] values, bool isInRow) => order switch
    {
        // Shapes do not meet in one answer, so one bin does for all of them.
        TupleOrder.FirstInFirstOut => "all",
        _ => isInRow && values is [RubySymbol symbol, ..] ? symbol : "no symbol",
    };
}
