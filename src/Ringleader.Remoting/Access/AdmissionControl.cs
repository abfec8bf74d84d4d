using System.Diagnostics;
using System.Net;

namespace Ringleader.Remoting.Access;

/// <summary>
/// Counts the connections of one server and refuses those beyond its limits: in all, per address, and new ones per second and
/// address (a token bucket). An IPv6 peer is counted by its /64, since one host commonly owns that many addresses. Thread-safe;
/// a refusal allocates nothing.
/// </summary>
/// <remarks>
/// An address without connections is remembered only for its bucket: until the bucket is full again, and for the newest
/// <see cref="MaximumIdleAddresses"/> at most. A flood from more addresses than that gives each of them a new bucket, which
/// the limit in all still holds.
/// </remarks>
internal sealed class AdmissionControl
{
    public const int MaximumIdleAddresses = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, LinkedListNode<AdmittedAddress>> _addresses = [];
    private readonly LinkedList<AdmittedAddress> _idleOldestFirst = new();
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
    /// <param name="timeProvider">The clock.</param>
    public AdmissionControl(int maximum, int maximumPerAddress, double newPerSecond, int burst, TimeProvider timeProvider)
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

    /// <summary>Counts a new connection if it is within the limits. Each admission is followed by one <see cref="Release"/>.</summary>
    public bool TryAdmit(IPAddress address, out AdmissionRefusal refusal)
    {
        var group = AddressBits.GroupOf(address);
        lock (_lock)
        {
            var known = _addresses.GetValueOrDefault(group);
            refusal = Judge(known?.Value);
            if (refusal != AdmissionRefusal.None)
            {
                return false;
            }

            var admitted = known is null ? Remember(group) : Wake(known);
            admitted.Tokens--;
            admitted.Connections++;
            _connections++;
            return true;
        }
    }

    /// <summary>Takes an admitted connection off the counts.</summary>
    public void Release(IPAddress address)
    {
        var group = AddressBits.GroupOf(address);
        lock (_lock)
        {
            if (!_addresses.TryGetValue(group, out var node) || node.Value.Connections == 0)
            {
                throw new UnreachableException($"The address '{address}' was released more often than it was admitted.");
            }

            _connections--;
            if (--node.Value.Connections == 0)
            {
                _idleOldestFirst.AddLast(node);
                ForgetIdle();
            }
        }
    }

    private AdmissionRefusal Judge(AdmittedAddress? known)
    {
        if (_connections >= _maximum)
        {
            return AdmissionRefusal.ServerFull;
        }

        if (known is null)
        {
            return AdmissionRefusal.None;
        }

        Refill(known);
        return known switch
        {
            _ when known.Connections >= _maximumPerAddress => AdmissionRefusal.AddressFull,
            _ when known.Tokens < 1 => AdmissionRefusal.AddressTooFast,
            _ => AdmissionRefusal.None,
        };
    }

    private AdmittedAddress Remember(UInt128 group)
    {
        var address = new AdmittedAddress(group, _burst, _timeProvider.GetTimestamp());
        _addresses.Add(group, new LinkedListNode<AdmittedAddress>(address));
        return address;
    }

    private AdmittedAddress Wake(LinkedListNode<AdmittedAddress> node)
    {
        if (node.Value.Connections == 0)
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
            _addresses.Remove(oldest.Value.Group);
        }
    }

    private bool IsFull(AdmittedAddress address)
    {
        Refill(address);
        return address.Tokens >= _burst;
    }

    private void Refill(AdmittedAddress address)
    {
        var now = _timeProvider.GetTimestamp();
        var seconds = _timeProvider.GetElapsedTime(address.RefilledAt, now).TotalSeconds;

        // Zero seconds at an infinite rate is not a number.
        address.Tokens = double.IsInfinity(_newPerSecond) ? _burst : Math.Min(_burst, address.Tokens + (seconds * _newPerSecond));
        address.RefilledAt = now;
    }
}
