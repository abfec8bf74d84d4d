namespace Ringleader.Remoting.Objects;

/// <summary>Keeps one object reachable by peers until disposed, whatever the server's id converter does.</summary>
/// <param name="server">The server that exports it.</param>
/// <param name="address">The server's address as the peer reaches it.</param>
/// <param name="id">The object's id.</param>
internal sealed class PinnedObject(RemoteServer server, string address, long id) : IDisposable
{
    /// <summary>The server's address as the peer reaches it.</summary>
    public string Address { get; } = address;

    /// <summary>The object's id.</summary>
    public long Id { get; } = id;

    /// <inheritdoc/>
    public void Dispose() => server.Unpin(Id);
}
