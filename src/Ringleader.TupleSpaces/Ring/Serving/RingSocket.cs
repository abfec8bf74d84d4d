using System.Net;
using System.Net.Sockets;

namespace Ringleader.TupleSpaces.Ring.Serving;

/// <summary>One bound datagram socket, a member of its group where its binding is one.</summary>
internal sealed class RingSocket : IDisposable
{
    private readonly RingBinding _binding;
    private readonly Socket _socket;

    private RingSocket(RingBinding binding, Socket socket)
    {
        _binding = binding;
        _socket = socket;
        AnySender = new IPEndPoint(EverywhereIn(binding.Family), 0);
    }

    /// <summary>The address and port.</summary>
    public IPEndPoint Local => (IPEndPoint)_socket.LocalEndPoint!; // bound when it was made

    private IPEndPoint AnySender { get; }

    /// <summary>Whether it gets datagrams for addresses, or by interfaces, at which the server was not told to listen.</summary>
    private bool IsFiltered { get; init; }

    /// <summary>Binds. A group is bound by its own address where that can be done, so that nothing but the group's datagrams comes in.</summary>
    /// <param name="binding">The address.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="all">All bindings of the server, which share the port.</param>
    /// <exception cref="SocketException">The address cannot be bound, or no interface let the group be joined.</exception>
    public static RingSocket Bind(RingBinding binding, int port, IReadOnlyList<RingBinding> all)
    {
        var socket = new Socket(binding.Family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (binding.Family == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false; // 0.0.0.0 may be bound besides ::
            }

            if (binding.IsMulticast || binding.BroadcastOn is not null || all.Any(other => other.BindsAll && other.Family == binding.Family))
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            var everywhere = EverywhereIn(binding.Family);
            socket.Bind(new IPEndPoint(binding.BindsAll ? everywhere : binding.Address, port));
            var ring = new RingSocket(binding, socket) { IsFiltered = binding.BroadcastOn is not null || (binding.BindsAll && !all.Any(other => other.Address.Equals(everywhere))) };
            ring.Join();
            return ring;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Joins the group on every interface where it is not joined yet; nothing for other bindings.</summary>
    /// <exception cref="SocketException">No interface let it.</exception>
    public void Join()
    {
        if (!_binding.IsMulticast)
        {
            return;
        }

        var error = new SocketException((int)SocketError.NetworkUnreachable);
        var isJoined = false;
        foreach (var index in NetworkAddress.All(_binding.Family).Where(address => address.IsOn(_binding.Interface)).Select(address => address.Index).Distinct())
        {
            try
            {
                Join(index);
                isJoined = true;
            }
            catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                isJoined = true; // joined before
            }
            catch (SocketException failure)
            {
                error = failure; // an interface without multicast; one that has it is enough
            }
        }

        if (!isJoined)
        {
            throw error;
        }
    }

    /// <summary>Waits for the next datagram. One that is larger than the buffer fills it.</summary>
    public async ValueTask<(int Length, IPAddress Sender)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!IsFiltered)
        {
            var plain = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, AnySender, cancellationToken).ConfigureAwait(false);
            return (plain.ReceivedBytes, ((IPEndPoint)plain.RemoteEndPoint).Address);
        }

        SocketReceiveMessageFromResult received;
        do
        {
            received = await _socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, AnySender, cancellationToken).ConfigureAwait(false);
        }
        while (!IsMeant(received.PacketInformation));

        return (received.ReceivedBytes, ((IPEndPoint)received.RemoteEndPoint).Address);
    }

    /// <summary>Unbinds and leaves the group.</summary>
    public void Dispose() => _socket.Dispose();

    private bool IsMeant(IPPacketInformation packet) =>
        packet.Address.GetAddressBytes().AsSpan().SequenceEqual(_binding.Address.GetAddressBytes())
        && (_binding.BroadcastOn is not { } interfaces || interfaces.Contains(packet.Interface));

    private static IPAddress EverywhereIn(AddressFamily family) => family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;

    private void Join(int index)
    {
        if (_binding.Family == AddressFamily.InterNetwork)
        {
            _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(_binding.Address, index));
        }
        else
        {
            _socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(_binding.Address, index));
        }
    }
}
