using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Security.Cryptography;
using Ringleader.Remoting.Client;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Objects;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting;

/// <content>Ids and addresses of objects.</content>
public sealed partial class RemoteServer
{
    private readonly ConcurrentDictionary<long, object> _pinned = new();

    /// <summary>
    /// A reference to an object of this process, which can be sent inside of arrays and data: Ruby's <c>DRbObject.new</c>. How
    /// long it is good for is up to <see cref="RemoteServerOptions.ObjectIds"/>.
    /// </summary>
    /// <param name="value">The object. One that is a proxy or another process's block is not exported: its own reference comes back.</param>
    public RemoteObject ReferenceTo(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ObjectReferences.RemoteOf(value) ?? new RemoteObject(Client, Uri, IdOf(value));
    }

    /// <summary>
    /// Tries whether a value can be sent to peers, and read by those that have the same limits, without sending it. For the parts of
    /// Ringleader that keep what one peer sends for others. Costs what sending and receiving it would cost.
    /// </summary>
    /// <param name="value">The value. One that travels by reference always can be sent.</param>
    /// <param name="envelope">How many bytes to leave free for what will be around it.</param>
    /// <exception cref="MarshalException">It has no form, or is beyond a limit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RequireSendable(object? value, int envelope)
    {
        var references = new ObjectReferences(Client, () => new Export(this, Uri), static _ => null);
        var limit = Math.Min(Options.Marshal.MaxBytes, Options.MaxReplyBytes) - envelope;
        using var buffer = new ByteBuffer(Math.Max(limit, 0), account: null);
        try
        {
            if (new MarshalWriter(Options.Marshal).TryWriteDocument(buffer, value, references))
            {
                _ = new MarshalReader(buffer.Written, Options.Marshal, references).ReadDocument();
            }
        }
        catch (BufferLimitException)
        {
            throw new MarshalException($"It has more than {limit} bytes, the most that MaxBytes and MaxReplyBytes allow with {envelope} for what is around it.");
        }
    }

    /// <summary>The id of an object of this process, by which peers call it: null for the front.</summary>
    internal object? IdOf(object value) =>
        ReferenceEquals(value, Front) ? null : ObjectIds.ToId(value is Delegate target ? DelegateBlocks.For(target) : value);

    /// <summary>True for an address that this server's references carry.</summary>
    internal bool IsAt(string address) => _addresses.ContainsKey(address);

    /// <summary>The object that a peer's id means.</summary>
    /// <exception cref="RemoteReferenceException">There is none, or no longer.</exception>
    internal object? ObjectOf(object? id) => id switch
    {
        null => Front,
        RubyUriOption option => Named(option.Option),
        long number when _pinned.TryGetValue(number, out var pinned) => pinned,
        _ => ObjectIds.ToObject(id),
    };

    internal PinnedObject Pin(object value, string address)
    {
        long id;
        do
        {
            id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & ((1L << 62) - 1);
        }
        while (!_pinned.TryAdd(id, value));

        return new PinnedObject(this, address, id);
    }

    internal void Unpin(long id) => _pinned.TryRemove(id, out _);

    /// <summary>This server's address as a peer at another server's address reaches it.</summary>
    internal string AddressFor(DrbUri peer)
    {
        if (!_listener.Uri.IsWildcard)
        {
            return Uri;
        }

        return Export((_listener.Uri with { Host = Route.To(peer).Local.ToString() }).Address);
    }

    /// <summary>The address that references carry on a connection: on all interfaces, the one that the caller reached.</summary>
    internal string AddressOf(Wire wire) => _listener.Uri.IsWildcard && wire.Local is { } local
        ? Export((_listener.Uri with { Host = local.Address.ToString() }).Address)
        : Uri;

    private string Export(string address)
    {
        _addresses.TryAdd(address, 0);
        return address;
    }

    private object? Named(string name)
    {
        switch (Front)
        {
            case IDictionary dictionary when dictionary.Contains(name):
                return dictionary[name];
            case RubyHash hash when hash.TryGetValue(name, out var value):
                return value;
            default:
                return ObjectIds.ToObject(name);
        }
    }
}
