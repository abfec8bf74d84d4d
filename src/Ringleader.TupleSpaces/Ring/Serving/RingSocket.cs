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

    /// <summary>Binds. A group is bound by its own address, so that nothing but the group's datagrams comes in.</summary>
    /// <exception cref="SocketException">The address cannot be bound, or no interface let the group be joined.</exception>
    public static RingSocket Bind(RingBinding binding, int port)
    {
        var socket = new Socket(binding.Family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (binding.Family == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false; // 0.0.0.0 may be bound besides ::
            }

            if (binding.IsMulticast)
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            socket.Bind(new IPEndPoint(AddressToBind(binding), port));
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
    public ValueTask<SocketReceiveFromResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _socket.ReceiveFromAsync(buffer, SocketFlags.None, AnySender, cancellationToken);

    /// <summary>Unbinds and leaves the group.</summary>
    public void Dispose() => _socket.Dispose();

    /// <summary>Windows does not bind groups.</summary>
    private static IPAddress AddressToBind(RingBinding binding) =>
        !binding.IsMulticast || !OperatingSystem.IsWindows() ? binding.Address
        : binding.Family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;

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
