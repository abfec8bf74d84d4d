using Ringleader.Remoting;

namespace Ringleader.TupleSpaces;

/// <summary>A tuple space in another process: a <see cref="TupleSpaceServer"/>, or Rinda's TupleSpace served by Ruby.</summary>
public sealed class RemoteTupleSpace : ITupleSpace, IAsyncDisposable
{
    private RemoteTupleSpace(RemoteObject target, RemoteTupleSpaceOptions options)
    {
        Target = target;
        Options = options;
    }

    /// <summary>The space as a plain remote object.</summary>
    public RemoteObject Target { get; }

    /// <summary>What the client was made with.</summary>
    public RemoteTupleSpaceOptions Options { get; }

    /// <inheritdoc/>
    public TimeSpan DefaultTimeout => Options.DefaultTimeout;

    /// <summary>Uses the space that is the front of a server. No connection is made before the first call.</summary>
    /// <param name="uri"><c>druby://host:port</c>, <c>drbssl://host:port</c> or <c>drbunix:path</c>.</param>
    /// <param name="options">Limits and choices; the defaults when null.</param>
    public static RemoteTupleSpace Connect(string uri, RemoteTupleSpaceOptions? options = null) => throw new NotImplementedException();

    /// <summary>Uses a space to which there is a reference already.</summary>
    public static RemoteTupleSpace Of(RemoteObject space, RemoteTupleSpaceOptions? options = null) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<ITupleEntry> WriteAsync(SpaceTuple tuple, Lifetime lifetime = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<SpaceTuple?> TryReadAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<ITakenTuple?> TryTakeAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<SpaceTuple?> TryTakeAndCommitAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<SpaceTuple?> TryReplaceAsync(
        Template template, SpaceTuple replacement, Lifetime lifetime = default, TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SpaceTuple>> ReadAllAsync(Template template, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SpaceTuple>> TakeAllAsync(Template template, int maxCount = int.MaxValue, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(Template template, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<ITupleWatch> WatchAsync(
        Template template, TupleEventKinds kinds = TupleEventKinds.All, Lifetime lifetime = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Ends the watches and lets go of the leases of this client; the space goes on.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
