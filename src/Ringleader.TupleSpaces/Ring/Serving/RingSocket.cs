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
        AnySender = new IPEndPoint(binding.Family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
    }

    /// <summary>The address and port.</summary>
    public IPEndPoint Local => (IPEndPoint)_socket.LocalEndPoint!; // bound when it was made

    private IPEndPoint AnySender { get; }

    /// <summary>Binds. A group is bound by its own address where that can be done, so that nothing but the group's datagrams comes in.</summary>
    /// <param name="binding">The address.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="isShared">Whether another socket of the server needs the same port of all addresses.</param>
    /// <exception cref="SocketException">The address cannot be bound, or no interface let the group be joined.</exception>
    public static RingSocket Bind(RingBinding binding, int port, bool isShared)
    {
        var socket = new Socket(binding.Family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (binding.Family == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false; // 0.0.0.0 may be bound besides ::
            }

            if (binding.IsMulticast || isShared)
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            socket.Bind(new IPEndPoint(!binding.BindsAll ? binding.Address : binding.Family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, port));
            var ring = new RingSocket(binding, socket);
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
        if (!_binding.BindsAll)
        {
            var plain = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, AnySender, cancellationToken).ConfigureAwait(false);
            return (plain.ReceivedBytes, ((IPEndPoint)plain.RemoteEndPoint).Address);
        }

        SocketReceiveMessageFromResult received;
        do
        {
            received = await _socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, AnySender, cancellationToken).ConfigureAwait(false);
        }
        while (!received.PacketInformation.Address.GetAddressBytes().AsSpan().SequenceEqual(_binding.Address.GetAddressBytes()));

        return (received.ReceivedBytes, ((IPEndPoint)received.RemoteEndPoint).Address);
    }

    /// <summary>Unbinds and leaves the group.</summary>
    public void Dispose() => _socket.Dispose();

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
