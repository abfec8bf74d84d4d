namespace Ringleader.Remoting.Access;

/// <summary>Why a connection was not admitted.</summary>
internal enum AdmissionRefusal
{
    /// <summary>It was admitted.</summary>
    None,

    /// <summary>The server has as many connections as it may have.</summary>
    ServerFull,

    /// <summary>The peer's address has as many connections as one address may have.</summary>
    AddressFull,

    /// <summary>The peer's address connects more often than one address may.</summary>
    AddressTooFast,
}
