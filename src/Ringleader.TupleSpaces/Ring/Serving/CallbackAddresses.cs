using System.Net;
using System.Net.Sockets;
using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Ring.Serving;

/// <summary>
/// Decides where an asker may be called back. A datagram's text can name any host, and its sender can be forged on a network
/// that lets that pass; so both are checked, and by default they must be the same host.
/// </summary>
/// <param name="access">Who may ask and be called; null for everybody.</param>
/// <param name="otherHosts">Whether a host other than the sender may be called.</param>
internal sealed class CallbackAddresses(AccessControlList? access, bool otherHosts)
{
    /// <summary>Whether a sender may ask at all.</summary>
    public ValueTask<bool> AdmitsAsync(IPAddress sender, CancellationToken cancellationToken) =>
        access is null ? ValueTask.FromResult(true) : access.AllowsAsync(sender, cancellationToken);

    /// <summary>The address to call, or null when none may be called.</summary>
    /// <param name="host">
    /// What the asker calls itself. A name is looked up; where none of its addresses may be called, the name says nothing here
    /// (a machine often knows itself by one that others do not), and the call goes to the sender.
    /// </param>
    /// <param name="sender">Where the datagram came from.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    public async ValueTask<IPAddress?> ChooseAsync(string host, IPAddress sender, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return await MayCallAsync(literal, sender, cancellationToken).ConfigureAwait(false) ? Reachable(literal, sender) : null;
        }

        foreach (var candidate in await LookUpAsync(host, cancellationToken).ConfigureAwait(false))
        {
            if (await MayCallAsync(candidate, sender, cancellationToken).ConfigureAwait(false))
            {
                return Reachable(candidate, sender);
            }
        }

        return sender;
    }

    private async ValueTask<bool> MayCallAsync(IPAddress address, IPAddress sender, CancellationToken cancellationToken) =>
        (otherHosts || IsSameHost(address, sender)) && await AdmitsAsync(address, cancellationToken).ConfigureAwait(false);

    private static async ValueTask<IPAddress[]> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return host.Length == 0 ? [] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return []; // a name that is not known here
        }
    }

    /// <summary>This machine may call itself at any of its addresses.</summary>
    private static bool IsSameHost(IPAddress address, IPAddress sender) =>
        Reachable(address, sender).Equals(sender) || (NetworkAddress.IsLocal(sender) && NetworkAddress.IsLocal(address));

    /// <summary>A link-local address is reached through the interface that the datagram came in by.</summary>
    private static IPAddress Reachable(IPAddress address, IPAddress sender) =>
        address.IsIPv6LinkLocal && sender.IsIPv6LinkLocal ? new IPAddress(address.GetAddressBytes(), sender.ScopeId) : address;
}
