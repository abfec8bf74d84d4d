using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Ring.Protocol;

/// <summary>
/// What a <see cref="TupleSpaceServer"/> tells finders beyond Rinda, whose answers carry a reference and nothing else: by it they
/// see that two addresses lead to one space, and what its ring is called.
/// </summary>
[RemoteContract]
internal interface IRingIdentity
{
    /// <summary>A text that no other space has, and the name of the ring or nil.</summary>
    string?[] RingIdentity();
}
