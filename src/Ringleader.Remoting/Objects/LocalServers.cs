using System.Collections.Concurrent;

namespace Ringleader.Remoting.Objects;

/// <summary>Every address under which this process exports objects, so that a reference that comes home is recognised.</summary>
internal static class LocalServers
{
    private static readonly ConcurrentDictionary<string, RemoteServer> Servers = new(StringComparer.Ordinal);

    /// <summary>The running server that exports under an address, or null.</summary>
    public static RemoteServer? Find(string address) => Servers.GetValueOrDefault(address);

    /// <summary>Adds an address of a server; the first server to take one keeps it.</summary>
    public static void Add(string address, RemoteServer server) => Servers.TryAdd(address, server);

    /// <summary>Removes an address if it is this server's.</summary>
    public static void Remove(string address, RemoteServer server) => Servers.TryRemove(new(address, server));
}
