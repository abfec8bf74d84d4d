using System.Net;

namespace Ringleader.Remoting.Access;

/// <summary>Asks the name service for the name of an address, and for the addresses of that name.</summary>
internal interface IReverseLookup
{
    /// <summary>The name and where it leads; no addresses when the name leads nowhere.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The address has no name, or the service did not answer.</exception>
    Task<IPHostEntry> FindAsync(IPAddress address);
}
