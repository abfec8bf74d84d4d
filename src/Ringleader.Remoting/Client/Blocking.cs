namespace Ringleader.Remoting.Client;

/// <summary>
/// The one place where a thread blocks on a task. Synchronous contract members are offered for parity with Ruby; when such a
/// call has to open a connection first, its caller's thread waits for that.
/// </summary>
internal static class Blocking
{
    /// <summary>Blocks until the connection is there.</summary>
    public static ClientConnection Wait(ValueTask<ClientConnection> connection)
    {
#pragma warning disable RS0030 // See the type's comment; everything awaited below runs without this thread.
        return connection.AsTask().GetAwaiter().GetResult();
#pragma warning restore RS0030
    }
}
