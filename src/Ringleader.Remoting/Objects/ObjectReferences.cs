using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Objects;

/// <summary>
/// The codec's view of objects on one connection: what arrives becomes a local object or a proxy, what leaves by reference is
/// exported by one server of this process under one address.
/// </summary>
/// <param name="client">Makes the proxies.</param>
/// <param name="export">Gives the server that exports, and the address that this connection's peer can reach it at.</param>
internal sealed class ObjectReferences(RemotingClient client, Func<Export> export) : IMarshalReferences
{
    /// <inheritdoc/>
    public object? Resolve(string uri, object? id)
    {
        var local = LocalServers.Find(uri);
        if (local is null)
        {
            return new RemoteObject(client, uri, id);
        }

        var target = local.ObjectOf(id);
        return target is LocalBlock block ? block.Target : target;
    }

    /// <summary>A proxy for a reference, wherever it leads.</summary>
    public RemoteObject ProxyOf(DrbReference reference) => new(client, reference.Uri, reference.Id);

    /// <inheritdoc/>
    public ReferenceKind KindOf(object value) => value switch
    {
        RemoteObject or RemoteProxy or RemoteBlock => ReferenceKind.Reference,
        Delegate or LocalBlock or IDynamicRemoteObject => ReferenceKind.Undumped,
        _ => RemoteTypes.IsByReference(value) ? ReferenceKind.Undumped : ReferenceKind.None,
    };

    /// <inheritdoc/>
    public (string Uri, object? Id) ToReference(object value)
    {
        switch (value)
        {
            case RemoteObject remote:
                return (remote.Uri, remote.Id);
            case RemoteProxy { Target: var reference }:
                return (reference.Uri, reference.Id);
            case RemoteBlock block:
                return (block.Target.Uri, block.Target.Id);
            default:
                var (server, address) = export();
                return (address, server.IdOf(value is Delegate target ? DelegateBlocks.For(target) : value));
        }
    }
}
