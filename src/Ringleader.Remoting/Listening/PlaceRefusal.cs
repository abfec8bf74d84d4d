namespace Ringleader.Remoting.Listening;

/// <summary>Why a connection got no place.</summary>
internal enum PlaceRefusal
{
    /// <summary>It got one.</summary>
    None,

    /// <summary>The server has as many connections as it may have, and none of them could be closed for this one.</summary>
    ServerFull,

    /// <summary>The peer's address has as many connections as one address may have, and all of them are in use.</summary>
    AddressFull,

    /// <summary>The peer's address connects more often than one address may.</summary>
    AddressTooFast,
}
