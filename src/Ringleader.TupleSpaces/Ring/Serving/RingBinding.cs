using System.Net;
using System.Net.Sockets;

namespace Ringleader.TupleSpaces.Ring.Serving;

/// <summary>One address of <see cref="RingServerOptions.Addresses"/>, read from its text.</summary>
/// <param name="Address">What to bind, or the multicast group to join.</param>
/// <param name="Interface">For a group: the name, address or number of the interface; null for all.</param>
internal sealed record RingBinding(IPAddress Address, string? Interface)
{
    /// <summary>Whether it is a group to join.</summary>
    public bool IsMulticast => MulticastGroup.Is(Address);

    /// <summary>Reads the text.</summary>
    /// <exception cref="ArgumentException">It is no address; the message says what is expected.</exception>
    public static RingBinding Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (MulticastGroup.TryParse(text, out var group, out var networkInterface))
        {
            return new RingBinding(group, networkInterface);
        }

        return IPAddress.TryParse(text, out var address)
            ? new RingBinding(address, null)
            : throw new ArgumentException(
                $"A ring server cannot listen at '{text}'. Use an IP address such as 127.0.0.1 or 0.0.0.0, or a multicast group such as 239.1.2.3 or ff02::1%eth0.",
                nameof(text));
    }

    /// <summary>The family of the address.</summary>
    public AddressFamily Family => Address.AddressFamily;
}
