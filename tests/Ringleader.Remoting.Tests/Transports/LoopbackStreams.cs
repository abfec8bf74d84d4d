using System.Net;
using System.Net.Sockets;

namespace Ringleader.Remoting.Tests.Transports;

/// <summary>Two ends of one TCP connection.</summary>
internal static class LoopbackStreams
{
    public static async Task<(NetworkStream Accepted, NetworkStream Connected)> CreateAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connected = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await connected.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        var accepted = await listener.AcceptSocketAsync();
        return (new NetworkStream(accepted, ownsSocket: true), new NetworkStream(connected, ownsSocket: true));
    }
}
