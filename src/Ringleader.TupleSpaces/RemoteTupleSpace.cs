using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Remote.Client;

namespace Ringleader.TupleSpaces;

/// <summary>A tuple space in another process: a <see cref="TupleSpaceServer"/>, or Rinda's TupleSpace served by Ruby.</summary>
/// <remarks>
/// <para>
/// Which of the two it is, is asked once before the first call. A TupleSpaceServer does all that a space in process does, in one
/// round trip each; a tuple that is taken under a lease comes back within <see cref="RemoteTupleSpaceOptions.TakeLease"/> when
/// this process dies, and at once when a take is cancelled.
/// </para>
/// <para>
/// Ruby cannot do everything: a taken tuple is gone when it was delivered, is written anew when it is returned, and is lost when
/// this process dies before that; replacing is refused; taking all and counting are no single changes; entries that are gone may
/// look alive; nothing says that events were lost, as none are. Time-outs are kept on this side and are exact all the same.
/// </para>
/// <para>
/// A server that is gone without a word is noticed within the CallTimeout of <see cref="RemoteTupleSpaceOptions.Remoting"/>, in
/// the case of Ruby within 30 s. Then calls throw <see cref="RemotingConnectionException"/> or <see cref="TimeoutException"/>.
/// </para>
/// </remarks>
public sealed class RemoteTupleSpace : ITupleSpace, IAsyncDisposable
{
    private static readonly object?[] OwnMethod = [RubySymbol.Of("take_lease")];
    private readonly RemotingClient _client;
    private readonly Lock _lock = new();
    private RemotingClient? _patientClient;
    private IConnectedSpace? _space;
    private bool _disposed;

    private RemoteTupleSpace(RemotingClient client, RemoteObject target, RemoteTupleSpaceOptions options)
    {
        _client = client;
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
    /// <exception cref="ArgumentException">The address cannot be read; the message says which part.</exception>
    public static RemoteTupleSpace Connect(string uri, RemoteTupleSpaceOptions? options = null)
    {
        options ??= RemoteTupleSpaceOptions.Default;
        var client = new RemotingClient(options.Remoting);
        return new RemoteTupleSpace(client, client.Connect(uri), options);
    }

    /// <summary>Uses a space to which there is a reference already, over connections of its own.</summary>
    /// <param name="space">The reference.</param>
    /// <param name="options">Limits and choices; the defaults when null. They apply in place of those of the reference's client.</param>
    public static RemoteTupleSpace Of(RemoteObject space, RemoteTupleSpaceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        options ??= RemoteTupleSpaceOptions.Default;
        var client = new RemotingClient(options.Remoting);
        return new RemoteTupleSpace(client, client.ReferenceTo(space.Uri, space.Id), options);
    }

    /// <inheritdoc/>
    public async ValueTask<ITupleEntry> WriteAsync(SpaceTuple tuple, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tuple);
        var space = _space ?? await FindAsync(cancellationToken).ConfigureAwait(false);
        return await space.WriteAsync(tuple, lifetime, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<SpaceTuple?> TryReadAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        Check(template, timeout);
        var space = _space ?? await FindAsync(cancellationToken).ConfigureAwait(false);
        return await space.TryReadAsync(template, timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ITakenTuple?> TryTakeAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        Check(template, timeout);
        var space = _space ?? await FindAsync(cancellationToken).ConfigureAwait(false);
        return await space.TryTakeAsync(template, timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<SpaceTuple?> TryTakeAndCommitAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        Check(template, timeout);
        var space = _space ?? await FindAsync(cancellationToken).ConfigureAwait(false);
        return await space.TryTakeAndCommitAsync(template, timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<SpaceTuple?> TryReplaceAsync(
        Template template, SpaceTuple replacement, Lifetime lifetime = default, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        Check(template, timeout);
        ArgumentNullException.ThrowIfNull(replacement);
        var space = _space ?? await FindAsync(cancellationToken).ConfigureAwait(false);
        return await space.TryReplaceAsync(template, replacement, lifetime, timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SpaceTuple>> ReadAllAsync(Template template, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        var space = _space ?? await FindAsync(cancellationToken).ConfigureAwait(false);
        return await space.ReadAllAsync(template, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SpaceTuple>> TakeAllAsync(Template template, int maxCount = int.MaxValue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        var space = _space ?? await FindAsync(cancellationToken).ConfigureAwait(false);
        return await space.TakeAllAsync(template, maxCount, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<long> CountAsync(Template template, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        var space = _space ?? await FindAsync(cancellationToken).ConfigureAwait(false);
        return await space.CountAsync(template, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ITupleWatch> WatchAsync(
        Template template, TupleEventKinds kinds = TupleEventKinds.All, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        var space = _space ?? await FindAsync(cancellationToken).ConfigureAwait(false);
        return await space.WatchAsync(template, kinds, lifetime, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives back what was taken under a lease and ends all calls; watches end too. The space goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        IConnectedSpace? space;
        RemotingClient? patient;
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            (space, patient) = (_space, _patientClient);
        }

        if (space is not null)
        {
            await space.DisposeAsync().ConfigureAwait(false);
        }

        if (patient is not null)
        {
            await patient.DisposeAsync().ConfigureAwait(false);
        }

        await _client.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Asks which kind of space it is; both kinds are used by the method that they have.</summary>
    private async ValueTask<IConnectedSpace> FindAsync(CancellationToken cancellationToken)
    {
        var isOurs = await Target.CallAsync<bool>("respond_to?", OwnMethod, cancellationToken: cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _space ??= isOurs ? new LeasingSpace(Target, Options) : MakeRindaSpace();
        }
    }

    /// <summary>Waiting in Ruby is one call however long it takes, for which the client's limit is off.</summary>
    private RindaSpace MakeRindaSpace()
    {
        _patientClient = new RemotingClient(Options.Remoting with { CallTimeout = Timeout.InfiniteTimeSpan });
        return new RindaSpace(Target, _patientClient, Options);
    }

    private static void Check(Template template, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(timeout.Ticks, nameof(timeout));
        }
    }
}
