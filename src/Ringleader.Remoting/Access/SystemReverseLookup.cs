using System.Net;

namespace Ringleader.Remoting.Access;

/// <summary>The operating system's name service: its hosts file, then DNS.</summary>
internal sealed class SystemReverseLookup : IReverseLookup
{
    public Task<IPHostEntry> FindAsync(IPAddress address) => Dns.GetHostEntryAsync(address);
}
