using Ringleader.TupleSpaces.Ring.Protocol;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <content>What the ring tells of the space.</content>
internal sealed partial class SpaceFront : IRingIdentity
{
    private readonly string _identity = Guid.NewGuid().ToString("N");
    private readonly long _started;

    /// <summary>The name of the ring server that tells of the space; null for none.</summary>
    public string? RingName { get; set; }

    string?[] IRingIdentity.RingIdentity() => [_identity, RingName, SpaceIdentity.WriteUptime(_clock.GetElapsedTime(_started))];
}
