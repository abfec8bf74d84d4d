using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Objects;

/// <summary>
/// The codec's view of objects on one connection: what arrives becomes a local object or a proxy, what leaves by reference is
/// exported by one server of this process under one address.
/// </summary>
/// <remarks>
/// <para>
/// A reference becomes a local object only where the server that it names exports to the peer that sent it: on a server's
/// connection that is this server, and in a client's answers the server that the client exports from. A reference to any other
/// server of the process stays a proxy, as if that server were in another process. Otherwise a peer could name the objects of a
/// server that its access list, socket file or certificate policy keeps the peer away from, and get them back under the address
/// of a server that lets it in.
/// </para>
/// <para>
/// A client's answers may name the client's own callback server because everything that it exports was passed out through this
/// client, or was given to that server by the code that configured it. So an object that was passed out comes back as itself.
/// </para>
/// </remarks>
/// <param name="client">Makes the proxies.</param>
/// <param name="export">Gives the server that exports, and the address that this connection's peer can reach it at.</param>
/// <param name="serverAt">Gives the server whose references become local objects, if it has the address.</param>
internal sealed class ObjectReferences(RemotingClient client, Func<Export> export, Func<string, RemoteServer?> serverAt) : IMarshalReferences
{
    /// <inheritdoc/>
    public object? Resolve(string uri, object? id)
    {
        if (serverAt(uri) is not { } own)
        {
            return new RemoteObject(client, uri, id);
        }

        var target = own.ObjectOf(id);
        return target is LocalBlock block ? block.Target : target;
    }

    /// <summary>A proxy for a reference, wherever it leads.</summary>
    public RemoteObject ProxyOf(DrbReference reference) => new(client, reference.Uri, reference.Id);

    /// <inheritdoc/>
    public ReferenceKind KindOf(object value)
    {
        if (RemoteOf(value) is not null)
        {
            return ReferenceKind.Reference;
        }

        return value is Delegate or LocalBlock or IDynamicRemoteObject || RemoteTypes.IsByReference(value) ? ReferenceKind.Undumped : ReferenceKind.None;
    }

    /// <inheritdoc/>
    public (string Uri, object? Id) ToReference(object value)
    {
        if (RemoteOf(value) is { } remote)
        {
            return (remote.Uri, remote.Id);
        }

        var (server, address) = export();
        return (address, server.IdOf(value));
    }

    /// <summary>
    /// The reference behind an object that stands for one of another process, or null for an object of this process. It is
    /// never exported: that would make this process a relay to wherever it leads.
    /// </summary>
    public static RemoteObject? RemoteOf(object value) => value switch
    {
        RemoteObject remote => remote,
        RemoteProxy proxy => proxy.Target,
        RemoteBlock block => block.Target,
        Delegate target => DelegateBlocks.RemoteOf(target)?.Target,
        _ => null,
    };
}
