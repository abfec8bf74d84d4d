namespace Ringleader.TupleSpaces.Remote.Server;

/// <content>What goes beyond Rinda.</content>
internal sealed partial class SpaceFront
{
    private const int MostLeasesPerCall = 100_000;
    private static readonly TimeSpan LongestLease = TimeSpan.FromHours(1);

    public async ValueTask<long> WriteIdAsync(object? tuple, object? sec = null, CancellationToken cancellationToken = default) =>
        (await WriteEntryAsync(tuple, sec, cancellationToken).ConfigureAwait(false)).Id;

    public async ValueTask<object?> ReadWithinAsync(object? template, double seconds, long? wait = null, CancellationToken cancellationToken = default)
    {
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        var found = await _space.TryReadAsync(wanted, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false)
            ?? await WaitWithinAsync(seconds, wait, (limit, token) => _space.TryReadAsync(wanted, limit, token), cancellationToken).ConfigureAwait(false);
        return found is null ? null : ToWire(found);
    }

    public async ValueTask<object?> TakeWithinAsync(object? template, double seconds, long? wait = null, CancellationToken cancellationToken = default)
    {
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        if (await _space.TryTakeAndCommitAsync(wanted, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false) is { } present)
        {
            return ToWire(present);
        }

        var taken = await LeaseWithinAsync(wanted, seconds, wait, cancellationToken).ConfigureAwait(false);
        return taken is null ? null : ToWire(await CommitToCallerAsync(taken, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<object?> ReplaceWithinAsync(
        object? template, object? tuple, object? sec, double seconds, long? wait = null, CancellationToken cancellationToken = default)
    {
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        var replacement = await ToTupleAsync(tuple, cancellationToken).ConfigureAwait(false);
        var lifetime = ToLifetime(sec);
        var taken = await _space.TryReplaceAsync(wanted, replacement, lifetime, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false)
            ?? await WaitWithinAsync(
                seconds, wait, (limit, token) => _space.TryReplaceAsync(wanted, replacement, lifetime, limit, token), cancellationToken).ConfigureAwait(false);
        return taken is null ? null : ToWire(taken);
    }

    public ValueTask<bool> CancelWaitAsync(long wait, CancellationToken cancellationToken = default) => _waits.CancelAsync(wait);

    public async ValueTask<object?[]> TakeAllAsync(object? template, int maxCount, CancellationToken cancellationToken = default)
    {
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        return ToWire(await _space.TakeAllAsync(wanted, maxCount, CancellationToken.None).ConfigureAwait(false));
    }

    public async ValueTask<long> CountAllAsync(object? template, CancellationToken cancellationToken = default)
    {
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        return await _space.CountAsync(wanted, CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask<object?[]?> TakeLeaseAsync(
        object? template, double seconds, double leaseSeconds, long? wait = null, CancellationToken cancellationToken = default)
    {
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        var duration = ToLease(leaseSeconds);
        var taken = await _space.TryTakeAsync(wanted, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false)
            ?? await LeaseWithinAsync(wanted, seconds, wait, cancellationToken).ConfigureAwait(false);
        if (taken is null)
        {
            return null;
        }

        if (cancellationToken.IsCancellationRequested)
        {
            await taken.ReturnAsync(CancellationToken.None).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return [_leases.Hold(taken, duration), ToWire(taken.Tuple)];
    }

    public ValueTask<bool> CommitLeaseAsync(long lease, CancellationToken cancellationToken = default) => new(_leases.TryCommit(lease));

    public async ValueTask<long?> ReplaceLeaseAsync(long lease, object? tuple, object? sec = null, CancellationToken cancellationToken = default)
    {
        var replacement = await ToTupleAsync(tuple, cancellationToken).ConfigureAwait(false);
        var grant = await _space.GrantAsync(ToLifetime(sec), replacement, cancellationToken).ConfigureAwait(false);
        return _leases.TryReplace(lease, replacement, grant)?.Id;
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
        _space.TryResolve(entry, out var found) && await found.RenewAsync(ToLifetime(sec), cancellationToken).ConfigureAwait(false);

    public async ValueTask<string> EntryStateAsync(long entry, CancellationToken cancellationToken = default) =>
        EntryStates.NameOf(_space.TryResolve(entry, out var found) ? await found.GetStateAsync(cancellationToken).ConfigureAwait(false) : TupleEntryState.Gone);

    public async ValueTask<DateTimeOffset?> EntryExpiresAsync(long entry, CancellationToken cancellationToken = default) =>
        _space.TryResolve(entry, out var found) ? await found.GetExpiryAsync(cancellationToken).ConfigureAwait(false) : null;

    public async ValueTask<long> WatchAsync(object? template, string[] events, object? sec = null, CancellationToken cancellationToken = default)
    {
        var wanted = await ToTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        var kinds = events.Aggregate(TupleEventKinds.None, static (some, name) => some | EventNames.KindOf(name));
        return _watches.Add(await _space.WatchAsync(wanted, kinds, ToLifetime(sec), cancellationToken).ConfigureAwait(false)).Id;
    }

    public async ValueTask<object?[][]?> WatchEventsAsync(long watch, int maxCount, double seconds, CancellationToken cancellationToken = default)
    {
        if (_watches.Find(watch) is not { } found)
        {
            return null;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var events = await found.ReadAsync(maxCount, WireSeconds.ToTimeSpan(seconds), either.Token).ConfigureAwait(false);
        return events is null ? null : [.. events.Select(ToWire)];
    }

    public ValueTask<bool> EndWatchAsync(long watch, CancellationToken cancellationToken = default) => _watches.EndAsync(watch);

    private ValueTask<ITakenTuple?> LeaseWithinAsync(Template template, double seconds, long? wait, CancellationToken cancellationToken) =>
        WaitWithinAsync(seconds, wait, (limit, token) => _space.TryTakeAsync(template, limit, token), cancellationToken);

    private async ValueTask<T?> WaitWithinAsync<T>(
        double seconds, long? wait, Func<TimeSpan, CancellationToken, ValueTask<T?>> attempt, CancellationToken cancellationToken)
        where T : class
    {
        var limit = WireSeconds.ToTimeSpan(seconds);
        if (limit == TimeSpan.Zero)
        {
            return null;
        }

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

    private object?[] ToWire(TupleEvent next) =>
        [EventNames.Of(next.Kind), next.Sequence, next.Tuple is null ? null : ToWire(next.Tuple), next.LostCount];

    private static TimeSpan ToLease(double leaseSeconds) => leaseSeconds > 0 && leaseSeconds <= LongestLease.TotalSeconds
        ? TimeSpan.FromSeconds(leaseSeconds)
        : throw new ArgumentOutOfRangeException(nameof(leaseSeconds), leaseSeconds, $"A lease lasts more than 0 and at most {LongestLease.TotalSeconds} s.");
}
