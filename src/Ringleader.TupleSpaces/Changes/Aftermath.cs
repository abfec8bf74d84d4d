namespace Ringleader.TupleSpaces.Changes;

/// <summary>What is left to be done after a change, in order, when the space is unlocked: nobody else's code runs while it is locked.</summary>
internal struct Aftermath
{
    private Deferred? _first;
    private Deferred? _last;

    public void Add(Deferred deferred)
    {
        deferred.Following = null;
        if (_last is null)
        {
            _first = deferred;
        }
        else
        {
            _last.Following = deferred;
        }

        _last = deferred;
    }

    /// <summary>Does it all. Not under the lock.</summary>
    public readonly void Run()
    {
        for (var deferred = _first; deferred is not null;)
        {
            // One that has run may be in use again.
            var following = deferred.Following;
            deferred.Following = null;
            deferred.Run();
            deferred = following;
        }
    }
}
