using System.Net;
using System.Net.Sockets;

namespace Ringleader.Remoting.Transports;

/// <summary>The name that a server on all interfaces gives itself. Source: ruby/drb drb.rb, <c>getservername</c>.</summary>
internal static class HostName
{
    /// <summary>This machine's name if it can be resolved here, else <c>localhost</c>.</summary>
    public static async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        var name = Dns.GetHostName();
        try
        {
            await Dns.GetHostAddressesAsync(name, cancellationToken).ConfigureAwait(false);
            return name;
        }
        catch (SocketException)
        {
            return "localhost";
        }
    }
}
