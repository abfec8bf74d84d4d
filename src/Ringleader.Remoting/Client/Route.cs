using System.Net;
using System.Net.Sockets;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Client;

/// <summary>Which local address the system uses to reach a peer.</summary>
internal static class Route
{
    /// <summary>Asks the routing table by connecting a datagram socket, which sends nothing.</summary>
    public static (IPAddress Local, IPAddress Remote) To(DrbUri peer)
    {
        if (peer.Scheme == DrbScheme.Unix || peer.Host.Length == 0)
        {
            return (IPAddress.Loopback, IPAddress.Loopback);
        }

        if (!IPAddress.TryParse(peer.Host, out var remote))
        {
            remote = Dns.GetHostAddresses(peer.Host) is [var first, ..] ? first : throw new SocketException((int)SocketError.HostNotFound);
        }

        if (IPAddress.IsLoopback(remote))
        {
            return (remote, remote);
        }

        using var probe = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        probe.Connect(remote, peer.Port == 0 ? 1 : peer.Port);
        return (((IPEndPoint)probe.LocalEndPoint!).Address, remote); // connected above, so it has an address
    }
}
