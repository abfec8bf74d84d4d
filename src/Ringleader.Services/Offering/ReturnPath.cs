using System.Net;
using System.Net.Sockets;
using Ringleader.Remoting;
using Ringleader.Services.Registry;

namespace Ringleader.Services.Offering;

/// <summary>
/// How ring servers, and those who find an offer with them, reach this process: by the address of the interface that leads to the
/// ring server when this process listens on all of them, else by the one address that it listens on.
/// </summary>
/// <param name="listensAt">What this process was told to listen on.</param>
/// <param name="server">What listens there.</param>
/// <param name="client">What calls from there.</param>
internal sealed class ReturnPath(string listensAt, RemoteServer server, RemotingClient client)
{
    /// <summary>A reference to an object of this process, as it is registered with a ring server.</summary>
    /// <exception cref="SocketException">There is no route to the ring server.</exception>
    public RemoteObject ReferenceFor(object implementation, RingBoard board) => board.Uris is [var uri, ..]
        ? client.ReferenceTo(uri, null).ReferenceFor(implementation)
        : server.ReferenceTo(implementation);

    /// <summary>Why a ring server cannot reach this process, and what to do; null when it may.</summary>
    /// <exception cref="SocketException">The ring server's name cannot be resolved, or there is no route to it.</exception>
    public async ValueTask<string?> FindProblemAsync(RingBoard board, CancellationToken cancellationToken)
    {
        if (!await IsForThisHostOnlyAsync(listensAt, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        foreach (var uri in board.Uris)
        {
            if (await LocalAddressTowardsAsync(uri, cancellationToken).ConfigureAwait(false) is { } local)
            {
                var host = local.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{local}]" : local.ToString();
                return $"The ring server '{uri}' is on another host and cannot reach this process at '{server.Uri}'. "
                    + $"Set {nameof(ServiceRingOptions)}.{nameof(ServiceRingOptions.Uri)} to an address of this host, such as 'druby://{host}:0', "
                    + "or to 'druby://0.0.0.0:0' for all of them.";
            }
        }

        return null;
    }

    /// <summary>The problem of a ring server that takes the offer and does not keep it.</summary>
    public static string NotKept(RingBoard board, RemoteObject reference) =>
        $"The ring server '{board.Name}' took the registration and dropped it at once: it cannot call this process at '{reference.Uri}', which it asks whether the offer still stands. "
        + $"Set {nameof(ServiceRingOptions)}.{nameof(ServiceRingOptions.Uri)} to an address that the ring server reaches, and check firewalls, TLS and the access list of {nameof(ServiceRingOptions)}.{nameof(ServiceRingOptions.Server)}.";

    private static async ValueTask<bool> IsForThisHostOnlyAsync(string uri, CancellationToken cancellationToken) => HostOf(uri) switch
    {
        null => true,
        "" => false, // all interfaces
        { } host => (await LookUpAsync(host, cancellationToken).ConfigureAwait(false)).All(IPAddress.IsLoopback),
    };

    /// <summary>The address by which another host would see this one; null when the address is one of this host.</summary>
    private static async ValueTask<IPAddress?> LocalAddressTowardsAsync(string uri, CancellationToken cancellationToken)
    {
        if (HostOf(uri) is not { } host || await LookUpAsync(host, cancellationToken).ConfigureAwait(false) is not [var remote, ..] || IPAddress.IsLoopback(remote))
        {
            return null;
        }

        using var probe = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await probe.ConnectAsync(remote, 1, cancellationToken).ConfigureAwait(false); // asks the routing table; sends nothing
        var local = ((IPEndPoint)probe.LocalEndPoint!).Address; // connected above
        return local.Equals(remote) ? null : local;
    }

    private static async ValueTask<IPAddress[]> LookUpAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var address) ? [address] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);

    /// <summary>The host of an address, empty for all interfaces; null for a Unix socket, which only this host reaches.</summary>
    private static string? HostOf(string uri)
    {
        var start = uri.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3)
        {
            return null;
        }

        var end = uri.IndexOfAny(['/', '?'], start);
        var authority = end < 0 ? uri[start..] : uri[start..end];
        var port = authority.LastIndexOf(':');
        return (port > authority.LastIndexOf(']') ? authority[..port] : authority).Trim('[', ']');
    }
}
