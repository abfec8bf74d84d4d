using System.Net;
using System.Net.Sockets;

namespace Ringleader.Services.Tests;

/// <summary>A port for a server that stops and starts again, below those that the system gives out by itself.</summary>
internal static class FreePort
{
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 32_000);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another server has it: draw again.
            }
        }
    }
}
