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

    /// <summary>For a broadcast address: the numbers of the interfaces whose datagrams are taken. Null for others.</summary>
    public IReadOnlyList<int>? BroadcastOn { get; private init; }

    /// <summary>The family of the address.</summary>
    public AddressFamily Family => Address.AddressFamily;

    /// <summary>
    /// Whether the group's own address cannot be bound for all interfaces at once: Windows binds no groups, and nobody binds one of
    /// IPv6's interface or link scope (ff01, ff02) without its interface. Then all addresses are bound, and what was not sent
    /// to the group is left unread.
    /// </summary>
    public bool BindsAll => IsMulticast && (OperatingSystem.IsWindows() || (Family == AddressFamily.InterNetworkV6 && (Address.GetAddressBytes()[1] & 0xf) <= 2));

    /// <summary>
    /// The broadcast addresses that belong to the given ones: a socket that is bound to the address of an interface gets no
    /// broadcasts, except on Windows. One on all addresses gets them.
    /// </summary>
    public static IReadOnlyList<RingBinding> BroadcastsOf(IReadOnlyCollection<RingBinding> bindings)
    {
        if (OperatingSystem.IsWindows() || bindings.Any(static binding => binding.Address.Equals(IPAddress.Any)))
        {
            return [];
        }

        NetworkAddress[] networks =
        [
            .. NetworkAddress.All(AddressFamily.InterNetwork)
                .Where(own => own.Broadcast is not null && bindings.Any(binding => binding.Address.Equals(own.Address))),
        ];
        return
        [
            .. networks
                .SelectMany(static own => (IEnumerable<(IPAddress Address, int Index)>)[(IPAddress.Broadcast, own.Index), (own.Broadcast!, own.Index)]) // filtered above
                .GroupBy(static broadcast => broadcast.Address, static broadcast => broadcast.Index)
                .Select(static group => new RingBinding(group.Key, null) { BroadcastOn = [.. group.Distinct()] }),
        ];
    }

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
}
