using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>A space behind a <see cref="TupleSpaceServer"/>.</summary>
internal sealed class LeasingSpace : IConnectedSpace
{
    private readonly RemoteObject _target;
    private readonly ILeasingSpace _remote;
    private readonly RemoteTupleSpaceOptions _options;
    private readonly LeaseKeeper _leases;
    private readonly LentRenewers _renewers;

    public LeasingSpace(RemoteObject target, RemoteTupleSpaceOptions options)
    {
        _target = target;
        _remote = target.As<ILeasingSpace>();
        _options = options;
        _leases = new LeaseKeeper(_remote, options);
        _renewers = new LentRenewers(options.TimeProvider);
    }

    public TimeSpan DefaultTimeout => _options.DefaultTimeout;

    public async ValueTask<ITupleEntry> WriteAsync(SpaceTuple tuple, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        var id = await _remote.WriteIdAsync(ToWire(tuple), _renewers.ToWire(lifetime, tuple), cancellationToken).ConfigureAwait(false);
        return Entry(id, tuple);
    }

    public async ValueTask<SpaceTuple?> TryReadAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        var wire = ToWire(template);
        var wait = Slices(timeout);
        do
        {
            if (await ReadOnceAsync(wire, wait.Next(), cancellationToken).ConfigureAwait(false) is { } found)
            {
                return SpaceTuple.FromWire(found);
            }
        }
        while (!wait.IsOver);

        return null;
    }

    public async ValueTask<SpaceTuple?> TryTakeAndCommitAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        var wire = ToWire(template);
        var wait = Slices(timeout);
        do
        {
            if (await TakeOnceAsync(wire, wait.Next(), cancellationToken).ConfigureAwait(false) is { } taken)
            {
                return SpaceTuple.FromWire(taken);
            }
        }
        while (!wait.IsOver);

        return null;
    }

    public async ValueTask<SpaceTuple?> TryReplaceAsync(
        Template template, SpaceTuple replacement, Lifetime lifetime = default, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        var wire = ToWire(template);
        var tuple = ToWire(replacement);
        var sec = _renewers.ToWire(lifetime, replacement);
        var wait = Slices(timeout);
        do
        {
            if (await ReplaceOnceAsync(wire, tuple, sec, wait.Next(), cancellationToken).ConfigureAwait(false) is { } taken)
            {
                return SpaceTuple.FromWire(taken);
            }
        }
        while (!wait.IsOver);

        return null;
    }

    public async ValueTask<ITakenTuple?> TryTakeAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        var wire = ToWire(template);
        var wait = Slices(timeout);
        do
        {
            var sent = _options.TimeProvider.GetTimestamp();
            var answer = await LeaseOnceAsync(wire, wait.Next(), cancellationToken).ConfigureAwait(false);
            if (answer is [long lease, { } taken])
            {
                return new LeasedTuple(_remote, _leases, _leases.Keep(lease, sent), SpaceTuple.FromWire(taken), this);
            }
        }
        while (!wait.IsOver);

        return null;
    }

    public async ValueTask<IReadOnlyList<SpaceTuple>> ReadAllAsync(Template template, CancellationToken cancellationToken = default) =>
        FromWire(await _target.As<IRindaSpace>().ReadAllAsync(ToWire(template), cancellationToken).ConfigureAwait(false));

    public async ValueTask<IReadOnlyList<SpaceTuple>> TakeAllAsync(Template template, int maxCount = int.MaxValue, CancellationToken cancellationToken = default)
    {
        // Not ended half-way: what was taken would be lost.
        cancellationToken.ThrowIfCancellationRequested();
        return FromWire(await _remote.TakeAllAsync(ToWire(template), maxCount, CancellationToken.None).ConfigureAwait(false));
    }

    public ValueTask<long> CountAsync(Template template, CancellationToken cancellationToken = default) =>
        _remote.CountAllAsync(ToWire(template), cancellationToken);

    public async ValueTask<ITupleWatch> WatchAsync(
        Template template, TupleEventKinds kinds = TupleEventKinds.All, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        var sec = _renewers.ToWire(lifetime, SpaceTuple.Create());
        var id = await _remote.WatchAsync(ToWire(template), EventNames.AllOf(kinds), sec, cancellationToken).ConfigureAwait(false);
        return new LeasingWatch(_remote, id, _options);
    }

    public ValueTask DisposeAsync() => _leases.DisposeAsync();

    public ITupleEntry Entry(long id, SpaceTuple tuple) => new LeasingEntry(_remote, _renewers, id, tuple);

    public object ToWire(SpaceTuple tuple) => WireFields.WithReferences(tuple.ToWire(), _target.ReferenceFor);

    public object? ToWire(Lifetime lifetime, SpaceTuple tuple) => _renewers.ToWire(lifetime, tuple);

    private ValueTask<object?> ReadOnceAsync(object wire, double seconds, CancellationToken cancellationToken) => IsPlain(seconds, cancellationToken)
        ? _remote.ReadWithinAsync(wire, seconds, cancellationToken: CancellationToken.None)
        : RunAsync((number, abort) => _remote.ReadWithinAsync(wire, seconds, number, abort), cancellationToken);

    private ValueTask<object?> TakeOnceAsync(object wire, double seconds, CancellationToken cancellationToken) => IsPlain(seconds, cancellationToken)
        ? _remote.TakeWithinAsync(wire, seconds, cancellationToken: CancellationToken.None)
        : RunAsync((number, abort) => _remote.TakeWithinAsync(wire, seconds, number, abort), cancellationToken);

    private ValueTask<object?> ReplaceOnceAsync(object wire, object tuple, object? sec, double seconds, CancellationToken cancellationToken) =>
        IsPlain(seconds, cancellationToken)
            ? _remote.ReplaceWithinAsync(wire, tuple, sec, seconds, cancellationToken: CancellationToken.None)
            : RunAsync((number, abort) => _remote.ReplaceWithinAsync(wire, tuple, sec, seconds, number, abort), cancellationToken);

    private ValueTask<object?[]?> LeaseOnceAsync(object wire, double seconds, CancellationToken cancellationToken) => IsPlain(seconds, cancellationToken)
        ? _remote.TakeLeaseAsync(wire, seconds, _options.TakeLease.TotalSeconds, cancellationToken: CancellationToken.None)
        : RunAsync((number, abort) => _remote.TakeLeaseAsync(wire, seconds, _options.TakeLease.TotalSeconds, number, abort), cancellationToken);

    /// <summary>True for a call that nobody can cancel, or that does not wait and so is let run to its end.</summary>
    private static bool IsPlain(double seconds, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return seconds == 0 || !cancellationToken.CanBeCanceled;
    }

    private ValueTask<T?> RunAsync<T>(Func<long, CancellationToken, ValueTask<T?>> call, CancellationToken cancellationToken)
        where T : class => CancellableCall.RunAsync(_remote, call, _options.TimeProvider, cancellationToken);

    private object ToWire(Template template) => WireFields.WithReferences(template.ToWire(), _target.ReferenceFor);

    private WaitSlices Slices(TimeSpan timeout) => new(timeout, _options.Remoting.CallTimeout, _options.TimeProvider);

    private static SpaceTuple[] FromWire(object?[] tuples) => Array.ConvertAll(tuples, SpaceTuple.FromWire);
}
