using System.Collections.Concurrent;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>The renewers of this process that remote spaces call back, kept alive for as long as they may be asked.</summary>
internal sealed class LentRenewers(TimeProvider clock)
{
    private readonly ConcurrentDictionary<LentRenewer, byte> _lent = new();

    /// <summary>How many are kept.</summary>
    public int Count => _lent.Count;

    /// <summary>A lifetime as Rinda's <c>sec</c> argument.</summary>
    public object? ToWire(Lifetime lifetime, SpaceTuple tuple)
    {
        if (lifetime.Renewer is { } renewer)
        {
            var lent = new LentRenewer(renewer, tuple, clock, ended => _lent.TryRemove(ended, out _));
            _lent.TryAdd(lent, 0);
            return lent;
        }

        return WireLifetime.Write(lifetime);
    }
}
