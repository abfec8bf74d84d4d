using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Ringleader.Remoting.Transports;

/// <summary>The name that a server on all interfaces gives itself. Source: ruby/drb drb.rb, <c>getservername</c>.</summary>
internal static class HostName
{
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "::1"];

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

    /// <summary>The names that a certificate made for a server should have: its host, or for all interfaces the machine's names.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(string host, CancellationToken cancellationToken) =>
        host.Length > 0 && !(IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            ? IsLoopback(host) ? LoopbackNames : [host]
            : [await FindAsync(cancellationToken).ConfigureAwait(false), .. LoopbackNames, .. LocalAddresses()];

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static IEnumerable<string> LocalAddresses() =>
        from network in NetworkInterface.GetAllNetworkInterfaces()
        where network.OperationalStatus == OperationalStatus.Up
        from unicast in network.GetIPProperties().UnicastAddresses
        let address = unicast.Address
        where !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal
        select address.ToString();
}
