namespace Ringleader.TupleSpaces.Storage;

/// <summary>The visible tuples of a group that match a template, from the oldest to the newest. The one it stands at may be removed.</summary>
internal ref struct TupleSearch
{
    private readonly TupleGroup _group;
    private readonly Template _template;
    private readonly TimeSpan _now;
    private readonly MaskIndex _chosen;

    /// <summary>The list that is walked, and the place in it.</summary>
    private MaskIndex _list;
    private int _next;
    private int _last;
    private int _misses;

    /// <param name="group">Where to look.</param>
    /// <param name="template">What to look for.</param>
    /// <param name="now">Tuples whose time is over by then are not seen.</param>
    public TupleSearch(TupleGroup group, Template template, TimeSpan now)
    {
        (_group, _template, _now) = (group, template, now);
        _chosen = group.Choose(template.ConstantMask);

        // What an unfinished index does not hold yet is older than what it holds: it comes first.
        _list = _chosen.IsComplete ? _chosen : group.Order;
        Enter();
    }

    /// <summary>Where it stands.</summary>
    public int Slot { get; private set; }

    public bool MoveNext()
    {
        while (_next != MaskIndex.None)
        {
            var slot = _next;
            ref var tuple = ref _group[slot];
            if (_list != _chosen && tuple.Sequence >= _chosen.CoveredFrom)
            {
                _list = _chosen;
                Enter();
                continue;
            }

            _next = slot == _last ? MaskIndex.None : _list.After(slot);
            if (_template.Matches(tuple.Tuple!) && tuple.Term?.IsOver(_now) is not true) // what an index holds is there
            {
                Slot = slot;
                return true;
            }

            _misses++;
        }

        if (_list != _chosen)
        {
            _list = _chosen;
            Enter();
            return MoveNext();
        }

        return false;
    }

    /// <summary>Tells the group how long the search was. To be called at the end, before anything else changes the group.</summary>
    public readonly void Finish()
    {
        if (_misses > 0 || !_chosen.IsComplete)
        {
            _group.Learn(_template.ConstantMask, _chosen, _misses);
        }
    }

    private void Enter()
    {
        var hash = 0;
        if (_list.Mask != 0)
        {
            var fields = _template.Fields;
            hash = new FieldHashes(fields, stackalloc int[FieldHashes.RoomFor(fields.Length)]).Of(_list.Mask);
        }

        _next = _list.First(hash);
        _last = _next == MaskIndex.None ? _next : _list.Last(_next);
    }
}
