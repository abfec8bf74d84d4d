using System.Net.Sockets;

namespace Ringleader.LoadTests.Roles.Raw;

internal static class BlockingExchange
{
    /// <summary>Fills the buffer, or returns false when the peer closed the connection first.</summary>
    public static bool TryReceive(Socket socket, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int received = socket.Receive(buffer);
            if (received == 0)
            {
                return false;
            }

            buffer = buffer[received..];
        }

        return true;
    }
}
