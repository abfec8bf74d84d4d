using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Ring.Protocol;

/// <summary>
/// What a <see cref="TupleSpaceServer"/> tells beyond Rinda, whose answers carry a reference and nothing else: by it finders
/// see that two addresses lead to one space, and what its ring is called; and a <see cref="RingSpace"/> that it was restarted.
/// </summary>
[RemoteContract]
internal interface IRingIdentity
{
    /// <summary>A text that no other space has, the name of the ring or nil, and how many seconds the server has been running, as text.</summary>
    string?[] RingIdentity();
}
