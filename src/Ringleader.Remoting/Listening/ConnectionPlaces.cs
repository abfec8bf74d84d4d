namespace Ringleader.Remoting.Listening;

/// <summary>
/// Counts the connections of one server and keeps them within its limits: in all, per address, and new ones per second and
/// address (a token bucket). When places run out, a newcomer takes the place of a connection that is not in use. Thread-safe; a
/// refusal allocates nothing.
/// </summary>
/// <remarks>
/// <para>
/// Opening a connection and leaving it idle costs an attacker nothing, so a limit that only refuses hands him the server. Hence
/// the order in which connections are closed for a newcomer: those of the busiest address first; of these the ones that never
/// sent a whole request, as no honest client holds such a connection for long; of these the one that is idle longest. Only
/// addresses with more connections than the newcomer's own can lose one to it, and that address itself: so nobody gains by
/// opening more.
/// </para>
/// <para>
/// A connection in use is closed only when the server is full, none is idle, and its address has more than twice as many as the
/// newcomer's would have. That ends with both having a fair share, and two honest addresses never take connections from each
/// other in turns. Within one address only connections that were quiet for a second are closed: an application with more
/// connections than places gets a refusal instead of losing calls on connections that it is about to use.
/// </para>
/// <para>
/// Finding the connection to close is one pass over all of them, which is made only for a newcomer that finds no place. An
/// address without connections is remembered only for its bucket: until the bucket is full again, and for the newest
/// <see cref="MaximumIdleAddresses"/> at most. A flood from more addresses than that gives each of them a new bucket, which the
/// limit in all still holds.
/// </para>
/// </remarks>
internal sealed class ConnectionPlaces
{
    public const int MaximumIdleAddresses = 4096;
    private const int Attempts = 3;

    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, LinkedListNode<AddressPlaces>> _addresses = [];
    private readonly LinkedList<AddressPlaces> _idleOldestFirst = new();
    private readonly int _maximum;
    private readonly int _maximumPerAddress;
    private readonly double _newPerSecond;
    private readonly int _burst;
    private readonly TimeProvider _timeProvider;
    private int _connections;

    /// <summary>Creates the counters.</summary>
    /// <param name="maximum">Connections in all, at least 1; <see cref="int.MaxValue"/> for no limit.</param>
    /// <param name="maximumPerAddress">Connections per address, at least 1; <see cref="int.MaxValue"/> for no limit.</param>
    /// <param name="newPerSecond">New connections per second and address over time, more than 0; infinity for no limit.</param>
    /// <param name="burst">New connections that an address may open at once, at least 1.</param>
    /// <param name="timeProvider">The clock, which is also that of <see cref="IPlacedConnection.IdleSince"/>.</param>
    public ConnectionPlaces(int maximum, int maximumPerAddress, double newPerSecond, int burst, TimeProvider timeProvider)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumPerAddress, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(newPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        _maximum = maximum;
        _maximumPerAddress = maximumPerAddress;
        _newPerSecond = newPerSecond;
        _burst = burst;
        _timeProvider = timeProvider;
    }

    /// <summary>Open connections.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many addresses are remembered.</summary>
    public int RememberedAddresses
    {
        get
        {
            lock (_lock)
            {
                return _addresses.Count;
            }
        }
    }

    /// <summary>Gives a new connection a place, or null with the reason.</summary>
    /// <param name="address">Whatever tells the peers apart that share limits: see <see cref="Access.AddressBits.GroupOf"/>.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="refusal">Why there is no place.</param>
    /// <param name="displaced">
    /// The connection that lost its place to this one, or null. The caller aborts it; its <see cref="Release"/> does nothing.
    /// </param>
    public ConnectionPlace? TryTake(UInt128 address, IPlacedConnection connection, out PlaceRefusal refusal, out IPlacedConnection? displaced)
    {
        displaced = null;
        lock (_lock)
        {
            var known = _addresses.GetValueOrDefault(address);
            refusal = Judge(known?.Value, out var victim);
            if (refusal != PlaceRefusal.None)
            {
                return null;
            }

            if (victim is not null)
            {
                displaced = victim.Connection;
                Remove(victim);
            }

            // The address may just have lost its only connection, and with that, if its bucket was full, its entry.
            known = _addresses.GetValueOrDefault(address);
            var places = known is null ? Remember(address) : Wake(known);
            places.Tokens--;
            _connections++;
            var place = new ConnectionPlace(places, connection) { Index = places.Taken.Count };
            places.Taken.Add(place);
            return place;
        }
    }

    /// <summary>Puts another connection into a place, as after a handshake; false when the place was lost meanwhile.</summary>
    public bool TryHandOver(ConnectionPlace place, IPlacedConnection connection)
    {
        lock (_lock)
        {
            place.Connection = connection;
            return place.Index >= 0;
        }
    }

    /// <summary>Gives a place back. Idempotent.</summary>
    public void Release(ConnectionPlace place)
    {
        lock (_lock)
        {
            if (place.Index >= 0)
            {
                Remove(place);
            }
        }
    }

    private PlaceRefusal Judge(AddressPlaces? own, out ConnectionPlace? victim)
    {
        victim = null;
        if (own is not null)
        {
            Refill(own);
            if (own.Tokens < 1)
            {
                return PlaceRefusal.AddressTooFast;
            }

            if (own.Taken.Count >= _maximumPerAddress)
            {
                victim = FindIdle(own, own);
                return victim is null ? PlaceRefusal.AddressFull : PlaceRefusal.None;
            }
        }

        if (_connections < _maximum)
        {
            return PlaceRefusal.None;
        }

        victim = FindIdle(own, only: null) ?? FindInUse(own);
        return victim is null ? PlaceRefusal.ServerFull : PlaceRefusal.None;
    }

    /// <summary>The idle connection that is closed next, already ended so that it cannot become active any more.</summary>
    private ConnectionPlace? FindIdle(AddressPlaces? own, AddressPlaces? only)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var best = default(Candidate);
            if (only is not null)
            {
                Consider(only, own, ref best);
            }
            else
            {
                foreach (var node in _addresses.Values)
                {
                    Consider(node.Value, own, ref best);
                }
            }

            if (best.Place is null || best.Place.Connection.TryEndIdle())
            {
                return best.Place;
            }
        }

        return null;
    }

    private void Consider(AddressPlaces address, AddressPlaces? own, ref Candidate best)
    {
        var count = address.Taken.Count;
        if (count < best.Count || (address != own && count <= (own?.Taken.Count ?? 0)))
        {
            return;
        }

        foreach (var place in address.Taken)
        {
            var candidate = new Candidate(place, count, place.Connection.HasServed, place.Connection.IdleSince);
            if (candidate.IdleSince != long.MaxValue && candidate.ComesBefore(best) && (address != own || IsQuiet(candidate.IdleSince)))
            {
                best = candidate;
            }
        }
    }

    private bool IsQuiet(long idleSince) => _timeProvider.GetElapsedTime(idleSince) >= QuietTime;

    private ConnectionPlace? FindInUse(AddressPlaces? own)
    {
        AddressPlaces? busiest = null;
        foreach (var node in _addresses.Values)
        {
            if (node.Value.Taken.Count > (busiest?.Taken.Count ?? 0))
            {
                busiest = node.Value;
            }
        }

        var mine = (own?.Taken.Count ?? 0) + 1;
        return busiest is not null && busiest.Taken.Count > 2 * mine ? busiest.Taken[^1] : null;
    }

    private void Remove(ConnectionPlace place)
    {
        var places = place.Address;
        var last = places.Taken[^1];
        places.Taken[place.Index] = last;
        last.Index = place.Index;
        places.Taken.RemoveAt(places.Taken.Count - 1);
        place.Index = -1;
        _connections--;
        if (places.Taken.Count == 0)
        {
            _idleOldestFirst.AddLast(_addresses[places.Address]);
            ForgetIdle();
        }
    }

    private AddressPlaces Remember(UInt128 address)
    {
        var places = new AddressPlaces(address, _burst, _timeProvider.GetTimestamp());
        _addresses.Add(address, new LinkedListNode<AddressPlaces>(places));
        return places;
    }

    private AddressPlaces Wake(LinkedListNode<AddressPlaces> node)
    {
        if (node.Value.Taken.Count == 0)
        {
            _idleOldestFirst.Remove(node);
        }

        return node.Value;
    }

    /// <summary>Each turn removes an address that one release has added, so the cost of a release is constant over time.</summary>
    private void ForgetIdle()
    {
        while (_idleOldestFirst.First is { } oldest && (_idleOldestFirst.Count > MaximumIdleAddresses || IsFull(oldest.Value)))
        {
            _idleOldestFirst.RemoveFirst();
            _addresses.Remove(oldest.Value.Address);
        }
    }

    private bool IsFull(AddressPlaces address)
    {
        Refill(address);
        return address.Tokens >= _burst;
    }

    private void Refill(AddressPlaces address)
    {
        var now = _timeProvider.GetTimestamp();
        var seconds = _timeProvider.GetElapsedTime(address.RefilledAt, now).TotalSeconds;

        // Zero seconds at an infinite rate is not a number.
        address.Tokens = double.IsInfinity(_newPerSecond) ? _burst : Math.Min(_burst, address.Tokens + (seconds * _newPerSecond));
        address.RefilledAt = now;
    }

    /// <summary>A connection that may be closed, with what decides between it and others.</summary>
    private readonly record struct Candidate(ConnectionPlace? Place, int Count, bool HasServed, long IdleSince)
    {
        public bool ComesBefore(Candidate other) =>
            other.Place is null
            || Count > other.Count
            || (Count == other.Count && (HasServed, other.HasServed) switch
            {
                (false, true) => true,
                (true, false) => false,
                _ => IdleSince < other.IdleSince,
            });
    }
}
