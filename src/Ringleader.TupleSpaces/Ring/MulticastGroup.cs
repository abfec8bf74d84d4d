using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Ringleader.TupleSpaces.Ring;

/// <summary>Groups as they are written: <c>239.1.2.3</c>, <c>ff02::1</c>, each with <c>%interface</c> or without.</summary>
internal static class MulticastGroup
{
    /// <summary>Whether an address is one of a group: 224.0.0.0/4 or ff00::/8.</summary>
    public static bool Is(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.IsIPv6Multicast
        : address.GetAddressBytes()[0] is >= 224 and <= 239;

    /// <summary>Reads a group; false when the text is something else.</summary>
    /// <param name="text">The group.</param>
    /// <param name="group">Its address.</param>
    /// <param name="networkInterface">What stands behind <c>%</c>; null when nothing does.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? group, out string? networkInterface)
    {
        var mark = text.IndexOf('%', StringComparison.Ordinal);
        networkInterface = mark < 0 ? null : text[(mark + 1)..];
        return IPAddress.TryParse(mark < 0 ? text : text[..mark], out group) && Is(group);
    }
}
