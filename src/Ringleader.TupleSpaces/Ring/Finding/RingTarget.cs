using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ringleader.TupleSpaces.Ring.Finding;

/// <summary>One of <see cref="RingFinderOptions.Targets"/>, read from its text.</summary>
/// <param name="Text">As it was written, for messages.</param>
/// <param name="Host">The host, address or group; null for every network by broadcast.</param>
/// <param name="Port">The UDP port.</param>
/// <param name="Interface">For a group: the interface; null for all.</param>
internal sealed record RingTarget(string Text, string? Host, int Port, string? Interface)
{
    /// <summary>The word for every network by broadcast.</summary>
    public const string Broadcast = "broadcast";

    /// <summary>The word for this machine.</summary>
    public const string Localhost = "localhost";

    /// <summary>Reads the text.</summary>
    /// <exception cref="ArgumentException">It is no target; the message says what is expected.</exception>
    public static RingTarget Parse(string text, int defaultPort)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.Equals(text, Broadcast, StringComparison.Ordinal))
        {
            return new RingTarget(text, null, defaultPort, null);
        }

        if (MulticastGroup.TryParse(text, out var group, out var networkInterface))
        {
            return new RingTarget(text, group.ToString(), defaultPort, networkInterface);
        }

        if (!text.StartsWith('[') && IPAddress.TryParse(text, out _))
        {
            return new RingTarget(text, text, defaultPort, null); // an IPv6 address has colons, but no port
        }

        return TrySplit(text, out var host, out var port)
            ? new RingTarget(text, host, port ?? defaultPort, null)
            : throw new ArgumentException(
                $"'{text}' is nobody that can be asked for a ring. Use 'broadcast', 'localhost', host, host:port, [address]:port or a multicast group.", nameof(text));
    }

    /// <summary>Reads the lines of a file, or the entries of the environment variable: blank ones and comments are left out.</summary>
    public static IEnumerable<string> Entries(IEnumerable<string> lines) =>
        from line in lines
        let entry = line.Split('#')[0].Trim()
        where entry.Length > 0
        select entry;

    /// <summary>The addresses that are meant; several where a name has several.</summary>
    /// <exception cref="SocketException">The name is not known.</exception>
    public async ValueTask<IReadOnlyList<IPAddress>> LookUpAsync(CancellationToken cancellationToken)
    {
        if (string.Equals(Host, Localhost, StringComparison.Ordinal))
        {
            return Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        }

        return IPAddress.TryParse(Host, out var address)
            ? [address]
            : await Dns.GetHostAddressesAsync(Host!, cancellationToken).ConfigureAwait(false); // asked for hosts only
    }

    private static bool TrySplit(string text, [NotNullWhen(true)] out string? host, out int? port)
    {
        var colon = text.IndexOf(':', text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : 0);
        host = (colon < 0 ? text : text[..colon]).Trim('[', ']');
        port = null;
        if (host.Length == 0 || host.AsSpan().ContainsAny(" ,/@"))
        {
            return false;
        }

        if (colon < 0)
        {
            return true;
        }

        var isPort = int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= IPEndPoint.MaxPort;
        port = number;
        return isPort;
    }
}
