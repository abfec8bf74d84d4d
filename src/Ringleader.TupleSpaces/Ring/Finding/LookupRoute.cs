using System.Net;
using System.Net.Sockets;

namespace Ringleader.TupleSpaces.Ring.Finding;

/// <summary>One way out: a socket bound to the local address to which answers come back, and where the question goes.</summary>
internal sealed class LookupRoute : IDisposable
{
    private readonly Socket _socket;
    private readonly IPEndPoint _destination;

    private LookupRoute(Socket socket, IPEndPoint destination)
    {
        _socket = socket;
        _destination = destination;
    }

    /// <summary>The address of this machine on that way.</summary>
    public IPAddress Local => ((IPEndPoint)_socket.LocalEndPoint!).Address; // bound or connected when it was made

    /// <summary>A way to one host, from the address that the routing table says.</summary>
    public static LookupRoute ToHost(IPAddress host, int port)
    {
        var destination = new IPEndPoint(host, port);
        return Open(destination, socket =>
        {
            socket.EnableBroadcast = host.AddressFamily == AddressFamily.InterNetwork; // it may be the broadcast address of a network
            socket.Connect(destination);
        });
    }

    /// <summary>
    /// The ways to every network that this machine is in. 255.255.255.255 from the address of an interface leaves by that
    /// interface, without a route; the network's own broadcast address serves systems that refuse that.
    /// </summary>
    public static IEnumerable<Func<LookupRoute>> ToNetworks(int port) =>
        from own in NetworkAddress.All(AddressFamily.InterNetwork)
        where own.Broadcast is not null
        from destination in (IPAddress[])[IPAddress.Broadcast, own.Broadcast!] // filtered above
        select (Func<LookupRoute>)(() => Open(new IPEndPoint(destination, port), socket =>
        {
            socket.EnableBroadcast = true;
            socket.Bind(new IPEndPoint(own.Address, 0));
        }));

    /// <summary>The ways to a group: out of each interface, or of one.</summary>
    /// <remarks>
    /// An IPv6 link-local address means nothing without its interface, which a peer numbers otherwise; so an interface that has
    /// no other address is left out.
    /// </remarks>
    public static IEnumerable<Func<LookupRoute>> ToGroup(IPAddress group, string? networkInterface, int port, int hops) =>
        NetworkAddress.All(group.AddressFamily)
            .Where(own => own.IsOn(networkInterface) && !own.Address.IsIPv6LinkLocal)
            .DistinctBy(own => own.Index)
            .Select(own => (Func<LookupRoute>)(() => Open(new IPEndPoint(group, port), socket => PrepareForGroup(socket, own, hops))));

    /// <summary>Sends the question once.</summary>
    /// <exception cref="SocketException">The system refuses, or an earlier question came back because nobody listens there.</exception>
    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken) => _socket.Connected
        ? _socket.SendAsync(question, SocketFlags.None, cancellationToken)
        : _socket.SendToAsync(question, SocketFlags.None, _destination, cancellationToken);

    /// <summary>The destination, for messages.</summary>
    public override string ToString() => _destination.ToString();

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static void PrepareForGroup(Socket socket, NetworkAddress own, int hops)
    {
        var isFour = own.Address.AddressFamily == AddressFamily.InterNetwork;
        var level = isFour ? SocketOptionLevel.IP : SocketOptionLevel.IPv6;
        socket.SetSocketOption(level, SocketOptionName.MulticastInterface, isFour ? IPAddress.HostToNetworkOrder(own.Index) : own.Index);
        socket.SetSocketOption(level, SocketOptionName.MulticastTimeToLive, hops);
        socket.SetSocketOption(level, SocketOptionName.MulticastLoopback, true);
        socket.Bind(new IPEndPoint(own.Address, 0));
    }

    private static LookupRoute Open(IPEndPoint destination, Action<Socket> prepare)
    {
        var socket = new Socket(destination.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            prepare(socket);
            return new LookupRoute(socket, destination);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
