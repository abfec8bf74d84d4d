using Ringleader.Remoting;

namespace Ringleader.Services.Balancing;

/// <summary>The providers of one service in turn. One that could not be reached is passed over for a while. Thread-safe.</summary>
internal sealed class ProviderList(string name, TimeProvider clock, TimeSpan rest) : IRemoteRoute
{
    private readonly Lock _lock = new();
    private readonly List<Member> _members = [];
    private int _next;

    /// <summary>How many there are, unreachable ones too.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _members.Count;
            }
        }
    }

    /// <summary>A provider was registered, for the first time or again.</summary>
    public void Add(RemoteObject target)
    {
        lock (_lock)
        {
            if (Find(target) is { } known)
            {
                known.ResumesAt = 0;
            }
            else
            {
                _members.Add(new(target));
            }
        }
    }

    /// <summary>Begins anew with these; who could not be reached is still passed over.</summary>
    public void Replace(IEnumerable<RemoteObject> targets)
    {
        lock (_lock)
        {
            var before = _members.ToDictionary(static member => member.Target);
            _members.Clear();
            _members.AddRange(targets.Distinct().Select(target => before.GetValueOrDefault(target) ?? new(target)));
        }
    }

    /// <inheritdoc/>
    public RemoteObject Next()
    {
        lock (_lock)
        {
            // When all are unreachable one is tried all the same: its error says more than one of ours could.
            return TakeTurn() ?? (_members.Count > 0
                ? _members[_next = (_next + 1) % _members.Count].Target
                : throw new ServiceNotFoundException(
                    $"No provider of '{name}' is registered at the moment. Start one, or wait for one with WaitForAsync."));
        }
    }

    /// <inheritdoc/>
    public RemoteObject? Instead(RemoteObject unreachable)
    {
        lock (_lock)
        {
            if (Find(unreachable) is { } known)
            {
                known.ResumesAt = clock.GetTimestamp() + (long)(rest.TotalSeconds * clock.TimestampFrequency);
            }

            return TakeTurn();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"the providers of '{name}'";

    /// <summary>The next that is not passed over; null when there is none.</summary>
    private RemoteObject? TakeTurn()
    {
        var now = clock.GetTimestamp();
        for (var tried = 0; tried < _members.Count; tried++)
        {
            _next = (_next + 1) % _members.Count;
            if (_members[_next].ResumesAt <= now)
            {
                return _members[_next].Target;
            }
        }

        return null;
    }

    private Member? Find(RemoteObject target) => _members.Find(member => member.Target.Equals(target));

    private sealed class Member(RemoteObject target)
    {
        public RemoteObject Target { get; } = target;

        /// <summary>The time stamp until which it is passed over.</summary>
        public long ResumesAt { get; set; }
    }
}
