using Ringleader.Remoting.Contracts;
using Ringleader.TupleSpaces.Leasing;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <content>What goes beyond Rinda.</content>
internal sealed partial class SpaceFront
{
    private const int MostLeasesPerCall = 100_000;
    private static readonly TimeSpan LongestLease = TimeSpan.FromHours(1);

    public async ValueTask<long> WriteIdAsync(object? tuple, object? sec = null, CancellationToken cancellationToken = default) =>
        (await WriteEntryAsync(tuple, sec, Peer.Of(IncomingCall.Current), cancellationToken).ConfigureAwait(false)).Id;

    public async ValueTask<object?> ReadWithinAsync(object? template, double seconds, long? wait = null, CancellationToken cancellationToken = default)
    {
        var peer = Peer.Of(IncomingCall.Current);
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        var found = await _space.TryReadAsync(wanted, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false)
            ?? await WaitWithinAsync(peer, seconds, wait, (limit, token) => _space.TryReadAsync(wanted, limit, token), cancellationToken).ConfigureAwait(false);
        return found is null ? null : ToWire(found);
    }

    public async ValueTask<object?> TakeWithinAsync(object? template, double seconds, long? wait = null, CancellationToken cancellationToken = default)
    {
        var call = IncomingCall.Current;
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        var taken = await _space.TryTakeAsync(wanted, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false)
            ?? await LeaseWithinAsync(Peer.Of(call), wanted, seconds, wait, cancellationToken).ConfigureAwait(false);
        return taken is null ? null : Deliver(call, (TakenTuple)taken);
    }

    public async ValueTask<object?> ReplaceWithinAsync(
        object? template, object? tuple, object? sec, double seconds, long? wait = null, CancellationToken cancellationToken = default)
    {
        var peer = Peer.Of(IncomingCall.Current);
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        var replacement = await ToTupleAsync(tuple, cancellationToken).ConfigureAwait(false);
        var lifetime = ToSharedLifetime(sec, peer);
        try
        {
            var taken = await _space.TryReplaceAsync(wanted, replacement, lifetime, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false)
                ?? await WaitWithinAsync(
                    peer, seconds, wait, (limit, token) => _space.TryReplaceAsync(wanted, replacement, lifetime, limit, token), cancellationToken).ConfigureAwait(false);
            return taken is null ? null : ToWire(taken);
        }
        finally
        {
            Unclaim(lifetime);
        }
    }

    public ValueTask<bool> CancelWaitAsync(long wait, CancellationToken cancellationToken = default) => _waits.CancelAsync(wait);

    public async ValueTask<object?[]> TakeAllAsync(object? template, int maxCount, CancellationToken cancellationToken = default)
    {
        var call = IncomingCall.Current;
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        var taken = _space.LeaseAll(wanted, maxCount);
        var unsendable = taken.FindAll(tuple => !CanSend(tuple.Tuple));
        unsendable.ForEach(_space.Return);
        taken.RemoveAll(unsendable.Contains);
        Delivery.Begin(call, _space, taken);
        return ToWire(taken.Select(static tuple => tuple.Tuple));
    }

    public async ValueTask<long> CountAllAsync(object? template, CancellationToken cancellationToken = default)
    {
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        return await _space.CountAsync(wanted, CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask<object?[]?> TakeLeaseAsync(
        object? template, double seconds, double leaseSeconds, long? wait = null, CancellationToken cancellationToken = default)
    {
        var call = IncomingCall.Current;
        var duration = ToLease(leaseSeconds);
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        var share = _leaseQuota.Claim(Peer.Of(call));
        try
        {
            var taken = await _space.TryTakeAsync(wanted, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false)
                ?? await LeaseWithinAsync(Peer.Of(call), wanted, seconds, wait, cancellationToken).ConfigureAwait(false);
            if (taken is null)
            {
                share.Dispose();
                return null;
            }

            var id = _leases.Hold(taken, duration, share);
            call?.Observe(new LeaseDelivery(_leases, id));
            return [id, ToWire(taken.Tuple)];
        }
        catch
        {
            share.Dispose();
            throw;
        }
    }

    public ValueTask<bool> CommitLeaseAsync(long lease, CancellationToken cancellationToken = default) => new(_leases.TryCommit(lease));

    public async ValueTask<long?> ReplaceLeaseAsync(long lease, object? tuple, object? sec = null, CancellationToken cancellationToken = default)
    {
        var peer = Peer.Of(IncomingCall.Current);
        var replacement = await ToTupleAsync(tuple, cancellationToken).ConfigureAwait(false);
        var lifetime = ToSharedLifetime(sec, peer);
        try
        {
            var grant = await _space.GrantAsync(lifetime, replacement, cancellationToken).ConfigureAwait(false);
            return _leases.TryReplace(lease, replacement, grant)?.Id;
        }
        finally
        {
            Unclaim(lifetime);
        }
    }

    public ValueTask ReturnLeaseAsync(long lease, CancellationToken cancellationToken = default)
    {
        _leases.Return(lease);
        return default;
    }

    public ValueTask<long[]> ExtendLeasesAsync(long[] leases, double leaseSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leases.Length, MostLeasesPerCall, nameof(leases));
        var duration = ToLease(leaseSeconds);
        return new(Array.FindAll(leases, lease => !_leases.TryExtend(lease, duration)));
    }

    public async ValueTask<bool> CancelEntryAsync(long entry, CancellationToken cancellationToken = default) =>
        _space.TryResolve(entry, out var found) && await found.CancelAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask<bool> RenewEntryAsync(long entry, object? sec, CancellationToken cancellationToken = default) =>
        _space.TryResolve(entry, out var found) && await RenewAsync(found, sec, cancellationToken).ConfigureAwait(false);

    /// <summary>Gives an entry another lifetime. To be called before the first await of a method.</summary>
    public async ValueTask<bool> RenewAsync(ITupleEntry entry, object? sec, CancellationToken cancellationToken = default)
    {
        var lifetime = ToSharedLifetime(sec, Peer.Of(IncomingCall.Current));
        try
        {
            return await entry.RenewAsync(lifetime, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Unclaim(lifetime);
        }
    }

    public async ValueTask<string> EntryStateAsync(long entry, CancellationToken cancellationToken = default) =>
        EntryStates.NameOf(_space.TryResolve(entry, out var found) ? await found.GetStateAsync(cancellationToken).ConfigureAwait(false) : TupleEntryState.Gone);

    public async ValueTask<DateTimeOffset?> EntryExpiresAsync(long entry, CancellationToken cancellationToken = default) =>
        _space.TryResolve(entry, out var found) ? await found.GetExpiryAsync(cancellationToken).ConfigureAwait(false) : null;

    public async ValueTask<long> WatchAsync(object? template, string[] events, object? sec = null, CancellationToken cancellationToken = default)
    {
        var peer = Peer.Of(IncomingCall.Current);
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        var kinds = events.Aggregate(TupleEventKinds.None, static (some, name) => some | EventNames.KindOf(name));
        return (await AddWatchAsync(wanted, kinds, sec, peer, cancellationToken).ConfigureAwait(false)).Watch.Id;
    }

    public async ValueTask<object?[][]?> WatchEventsAsync(long watch, int maxCount, double seconds, CancellationToken cancellationToken = default)
    {
        if (_watches.Find(watch) is not { } found)
        {
            return null;
        }

        var events = await found.ReadAsync(maxCount, WireSeconds.ToTimeSpan(seconds), cancellationToken).ConfigureAwait(false);
        return events is null ? null : [.. events.Select(ToWire)];
    }

    public ValueTask<bool> EndWatchAsync(long watch, CancellationToken cancellationToken = default) => _watches.EndAsync(watch);

    private ValueTask<ITakenTuple?> LeaseWithinAsync(Peer peer, Template template, double seconds, long? wait, CancellationToken cancellationToken) =>
        WaitWithinAsync(peer, seconds, wait, (limit, token) => _space.TryTakeAsync(template, limit, token), cancellationToken);

    private async ValueTask<T?> WaitWithinAsync<T>(
        Peer peer, double seconds, long? wait, Func<TimeSpan, CancellationToken, ValueTask<T?>> attempt, CancellationToken cancellationToken)
        where T : class
    {
        var limit = WireSeconds.ToTimeSpan(seconds);
        if (limit == TimeSpan.Zero)
        {
            return null;
        }

        using var share = _waitQuota.Claim(peer);
        using var waiting = _waits.Begin(wait, cancellationToken, _stopping.Token);
        try
        {
            return await attempt(limit, waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new RequestCanceledException("The wait ended because the space's server stops.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>An event on the wire; one of a tuple that cannot be sent is lost.</summary>
    private object?[] ToWire(TupleEvent next) => next.Tuple is null || CanSend(next.Tuple)
        ? [EventNames.Of(next.Kind), next.Sequence, next.Tuple is null ? null : ToWire(next.Tuple), next.LostCount]
        : [EventNames.Lost, next.Sequence, null, 1L];

    private static TimeSpan ToLease(double leaseSeconds) => leaseSeconds > 0 && leaseSeconds <= LongestLease.TotalSeconds
        ? TimeSpan.FromSeconds(leaseSeconds)
        : throw new ArgumentOutOfRangeException(nameof(leaseSeconds), leaseSeconds, $"A lease lasts more than 0 and at most {LongestLease.TotalSeconds} s.");
}
