using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Ringleader.TupleSpaces.Ring;

/// <summary>An address of a network interface of this machine that is up.</summary>
/// <param name="Interface">The interface's name.</param>
/// <param name="Index">Its number in the address's family.</param>
/// <param name="Address">The address.</param>
/// <param name="Broadcast">The directed broadcast address of its network; null where there is none.</param>
internal sealed record NetworkAddress(string Interface, int Index, IPAddress Address, IPAddress? Broadcast)
{
    /// <summary>All addresses of one family, those of loopback included.</summary>
    public static IReadOnlyList<NetworkAddress> All(AddressFamily family) =>
    [
        .. from network in NetworkInterface.GetAllNetworkInterfaces()
           where network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown
           let properties = network.GetIPProperties()
           from unicast in properties.UnicastAddresses
           where unicast.Address.AddressFamily == family
           select new NetworkAddress(network.Name, IndexOf(properties, family), unicast.Address, BroadcastOf(unicast)),
    ];

    /// <summary>Whether an address is one of this machine's own.</summary>
    public static bool IsLocal(IPAddress address) =>
        IPAddress.IsLoopback(address) || All(address.AddressFamily).Any(own => own.Address.Equals(address));

    /// <summary>Whether the interface is the one that is meant by a name, an address or a number; null means every one.</summary>
    public bool IsOn(string? networkInterface) =>
        networkInterface is null
        || string.Equals(networkInterface, Interface, StringComparison.Ordinal)
        || string.Equals(networkInterface, Index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        || (IPAddress.TryParse(networkInterface, out var address) && address.Equals(Address));

    private static int IndexOf(IPInterfaceProperties properties, AddressFamily family) => family == AddressFamily.InterNetwork
        ? properties.GetIPv4Properties().Index
        : properties.GetIPv6Properties().Index;

    private static IPAddress? BroadcastOf(UnicastIPAddressInformation unicast)
    {
        if (unicast.Address.AddressFamily != AddressFamily.InterNetwork || IPAddress.IsLoopback(unicast.Address) || unicast.PrefixLength is 0 or >= 31)
        {
            return null;
        }

        var bytes = unicast.Address.GetAddressBytes();
        for (var bit = unicast.PrefixLength; bit < 32; bit++)
        {
            bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
