using System.Diagnostics.CodeAnalysis;
using System.Dynamic;
using Ringleader.Remoting.Client;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Objects;
using Ringleader.Remoting.Protocol;

namespace Ringleader.Remoting;

/// <summary>
/// A reference to an object in another process: Ruby's <c>DRbObject</c>. Call it by name with <see cref="CallAsync{T}"/>,
/// through a typed proxy with <see cref="As{T}"/>, or as <c>dynamic</c>. Thread-safe; holds no connection of its own.
/// </summary>
/// <remarks>
/// Equal when address and id are equal. As <c>dynamic</c>, <c>await remote.find(1)</c> calls <c>find</c>; names that begin
/// with a capital follow the rules of <see cref="RemoteContractAttribute"/>, and each call returns a task.
/// </remarks>
public sealed partial class RemoteObject : DynamicObject, IEquatable<RemoteObject>
{
    private Endpoint? _endpoint;
    private byte[]? _referenceFrame;
    private PostQueue? _posts;

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only a caller that uses the object as dynamic makes call sites, and is warned there.")]
    internal RemoteObject(RemotingClient client, string uri, object? id)
    {
        Client = client;
        Uri = uri;
        Id = id;
    }

    /// <summary>Carries a route into the constructor of a generated proxy, and goes nowhere else.</summary>
    private RemoteObject(IRemoteRoute route)
        : this(RemotingClient.Shared, "", id: null) => Route = route;

    /// <summary>The address of the server that the object lives in.</summary>
    public string Uri { get; }

    /// <summary>The object's id there: usually a <see cref="long"/>; null for the server's front object.</summary>
    public object? Id { get; }

    internal RemotingClient Client { get; }

    internal IRemoteRoute? Route { get; }

    internal Endpoint Endpoint => _endpoint ??= Client.EndpointFor(Uri);

    internal ReadOnlySpan<byte> ReferenceFrame => _referenceFrame ??= EncodeReference();

    internal PostQueue Posts => LazyInitializer.EnsureInitialized(ref _posts, static () => new PostQueue());

    /// <summary>The front object of a server, untyped. Does not connect yet.</summary>
    /// <param name="uri">Such as <c>druby://localhost:8787</c>; see <see cref="RemotingClient.Connect(string)"/>.</param>
    /// <param name="client">The client to call with; null takes <see cref="RemotingClient.Shared"/>.</param>
    public static RemoteObject Connect(string uri, RemotingClient? client = null) => (client ?? RemotingClient.Shared).Connect(uri);

    /// <summary>The front object of a server, as a typed proxy. Does not connect yet.</summary>
    /// <typeparam name="T">An interface with <see cref="RemoteContractAttribute"/>.</typeparam>
    /// <param name="uri">Such as <c>druby://localhost:8787</c>; see <see cref="RemotingClient.Connect(string)"/>.</param>
    /// <param name="client">The client to call with; null takes <see cref="RemotingClient.Shared"/>.</param>
    public static T Connect<T>(string uri, RemotingClient? client = null)
        where T : class => (client ?? RemotingClient.Shared).Connect<T>(uri);

    /// <summary>
    /// A typed proxy without an object of its own: each call goes to the one that a route picks. A call that could not be sent,
    /// because there was no connection, goes to another; one that may have run is never repeated.
    /// </summary>
    /// <remarks>
    /// Sent to a peer, the proxy is a reference to the object that the next call would go to. Its events cannot be subscribed to:
    /// take one object with <see cref="Of"/> for that.
    /// </remarks>
    /// <typeparam name="T">An interface with <see cref="RemoteContractAttribute"/>.</typeparam>
    /// <param name="route">Picks the objects.</param>
    public static T Through<T>(IRemoteRoute route)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(route);
        return RemoteContracts.CreateProxy<T>(new RemoteObject(route));
    }

    /// <summary>The reference behind a typed proxy; of one that has a route, the object that its next call would go to.</summary>
    /// <exception cref="ArgumentException">The object is no proxy: it lives in this process.</exception>
    public static RemoteObject Of(object proxy) => proxy switch
    {
        RemoteProxy typed => typed.Target,
        RemoteObject remote => remote,
        _ => throw new ArgumentException($"A '{proxy?.GetType().Name ?? "null"}' is no proxy of a remote object.", nameof(proxy)),
    };

    /// <summary>True for an object of this process that is never copied: one with a contract, a delegate, a <see cref="ByReferenceAttribute"/>.</summary>
    /// <remarks>An array that holds such an object travels by reference as a whole, unless the object is replaced by a reference first.</remarks>
    public static bool IsByReference(object? value) => value switch
    {
        null or RemoteObject or RemoteProxy or RemoteBlock => false,
        Delegate or IDynamicRemoteObject => true,
        _ => RemoteTypes.IsByReference(value),
    };

    /// <summary>A reference to an object of this process, for sending it to this object's server inside of arrays and data.</summary>
    /// <remarks>The same as <see cref="RemoteServer.ReferenceTo"/>, by the server that this object's peer calls back to.</remarks>
    public RemoteObject ReferenceFor(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var (uri, id) = Endpoint.References.ToReference(value);
        return new RemoteObject(Client, uri, id);
    }

    /// <summary>A typed proxy of the same object. Nothing is asked of the peer, so a wrong contract shows at the first call.</summary>
    /// <typeparam name="T">An interface with <see cref="RemoteContractAttribute"/>.</typeparam>
    public T As<T>()
        where T : class => RemoteContracts.CreateProxy<T>(this);

    /// <summary>Calls a method and converts its result.</summary>
    /// <typeparam name="T">What to convert to; <see cref="object"/> takes the natural type.</typeparam>
    /// <param name="method">The Ruby name, such as <c>find</c>, <c>ready?</c>, <c>name=</c> or <c>[]</c>.</param>
    /// <param name="arguments">
    /// The arguments; null for none. <see cref="KeywordArguments"/> at the end become keywords.
    /// </param>
    /// <param name="block">A delegate to pass as the Ruby block; null for none.</param>
    /// <param name="cancellationToken">Ends the call by closing its connection; the method may have run.</param>
    /// <exception cref="RemoteException">The method raised.</exception>
    /// <exception cref="RemoteMethodMissingException">There is no such method, or it is not offered.</exception>
    /// <exception cref="RemotingConnectionException">The connection failed.</exception>
    /// <exception cref="MarshalException">An argument cannot be sent, or the result is no <typeparamref name="T"/>.</exception>
    /// <exception cref="TimeoutException">No answer came within <see cref="RemotingClientOptions.CallTimeout"/>.</exception>
    public ValueTask<T> CallAsync<T>(
        string method, object?[]? arguments = null, Delegate? block = null, CancellationToken cancellationToken = default) =>
        Begin(method, arguments, block).SendAsync(static value => RemoteConvert.To<T>(value.ToObject()), cancellationToken);

    /// <summary>Calls a method and gives its result in its natural type. See <see cref="CallAsync{T}"/>.</summary>
    public ValueTask<object?> CallAsync(
        string method, object?[]? arguments = null, Delegate? block = null, CancellationToken cancellationToken = default) =>
        Begin(method, arguments, block).SendAsync(static value => value.ToObject(), cancellationToken);

    /// <summary>Calls a method and blocks this thread until its result is there. See <see cref="CallAsync{T}"/>.</summary>
    public T Call<T>(string method, params object?[] arguments) =>
        Begin(method, arguments, block: null).Send(static value => RemoteConvert.To<T>(value.ToObject()));

    /// <inheritdoc/>
    public bool Equals(RemoteObject? other) =>
        other is not null && string.Equals(Uri, other.Uri, StringComparison.Ordinal)
        && (Id is RubyUriOption option ? option.Equals(other.Id) : RubyKeyComparer.Equal(Id, other.Id, byIdentity: false));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RemoteObject);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Uri, Id is RubyUriOption option ? option.GetHashCode() : RubyKeyComparer.Hash(Id, byIdentity: false));

    /// <summary>Address and id, for logs. Nothing is asked of the peer.</summary>
    public override string ToString() => Id is null ? Uri : $"{Uri} #{Id}";

    private OutgoingCall Begin(string method, object?[]? arguments, Delegate? block)
    {
        var call = OutgoingCall.Begin(this, new RemoteMethod(method), arguments?.Length ?? 0);
        foreach (var argument in arguments ?? [])
        {
            call.Write(argument);
        }

        if (block is not null)
        {
            call.SetBlock(block, UntypedBlock.InvokeAsync);
        }

        return call;
    }

    private byte[] EncodeReference()
    {
        if (Id is null)
        {
            return FrameWriter.Nil.ToArray();
        }

        using var buffer = new ByteBuffer();
        var start = FrameWriter.Begin(buffer);
        if (!new MarshalWriter(Client.Options.Marshal).TryWriteDocument(buffer, Id, references: null))
        {
            throw new MarshalException($"The id '{Id}' of an object at '{Uri}' cannot be sent.");
        }

        FrameWriter.End(buffer, start);
        return buffer.Written.ToArray();
    }
}
