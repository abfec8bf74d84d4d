using Ringleader.TupleSpaces.Ring.Protocol;

namespace Ringleader.TupleSpaces.Ring;

/// <summary>A space that answered a finder.</summary>
public sealed class FoundSpace
{
    internal FoundSpace(RemoteTupleSpace space, string? name)
    {
        Space = space;
        Name = name;
        var address = CallbackUri.TryParse(space.Target.Uri)!; // an answer with another address is refused
        (Host, Port) = (address.Host, address.Port);
    }

    /// <summary>By name, host and port, those without a name last: the same order on every machine.</summary>
    public static IComparer<FoundSpace> Order { get; } = Comparer<FoundSpace>.Create(Compare);

    /// <summary>The space, ready to use.</summary>
    public RemoteTupleSpace Space { get; }

    /// <summary>The name of its ring server, <see cref="RingServerOptions.Name"/>; null when it has none, as with Ruby's.</summary>
    public string? Name { get; }

    /// <summary>The host in its address.</summary>
    public string Host { get; }

    /// <summary>The TCP port in its address.</summary>
    public int Port { get; }

    /// <summary>Its address.</summary>
    public string Uri => Space.Target.Uri;

    /// <summary>Its name, where it has one, and its address.</summary>
    public override string ToString() => Name is null ? Uri : $"{Name} at {Uri}";

    private static int Compare(FoundSpace left, FoundSpace right)
    {
        var byName = (left.Name is null).CompareTo(right.Name is null);
        byName = byName != 0 ? byName : string.CompareOrdinal(left.Name, right.Name);
        var byHost = byName != 0 ? byName : string.CompareOrdinal(left.Host, right.Host);
        var byPort = byHost != 0 ? byHost : left.Port.CompareTo(right.Port);
        return byPort != 0 ? byPort : string.CompareOrdinal(left.Uri, right.Uri);
    }
}
