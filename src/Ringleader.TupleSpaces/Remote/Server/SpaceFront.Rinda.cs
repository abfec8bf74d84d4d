using Ringleader.Remoting;
using Ringleader.Remoting.Contracts;
using Ringleader.TupleSpaces.Leasing;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <content>Rinda's methods.</content>
internal sealed partial class SpaceFront
{
    public async ValueTask<object?> WriteAsync(object? tuple, object? sec = null, CancellationToken cancellationToken = default)
    {
        var entry = await WriteEntryAsync(tuple, sec, Peer.Of(IncomingCall.Current), cancellationToken).ConfigureAwait(false);
        return new ServedEntry(this, entry, entry.Id);
    }

    public async ValueTask<object?> ReadAsync(
        object? tuple, object? sec = null, Func<IRindaEntry, ValueTask>? block = null, CancellationToken cancellationToken = default)
    {
        var peer = Peer.Of(IncomingCall.Current);
        var template = await ToTemplateAsync(tuple, cancellationToken).ConfigureAwait(false);
        var found = (block is null ? await _space.TryReadAsync(template, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false) : null)
            ?? await WaitAsync(peer, template, sec, block, (limit, token) => _space.TryReadAsync(template, limit, token), cancellationToken).ConfigureAwait(false);
        return ToWire(found);
    }

    public async ValueTask<object?> TakeAsync(
        object? tuple, object? sec = null, Func<IRindaEntry, ValueTask>? block = null, CancellationToken cancellationToken = default)
    {
        var call = IncomingCall.Current;
        var template = await ToTemplateAsync(tuple, cancellationToken).ConfigureAwait(false);
        var taken = (block is null ? await _space.TryTakeAsync(template, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false) : null)
            ?? await LeaseAsync(Peer.Of(call), template, sec, block, cancellationToken).ConfigureAwait(false);
        return Deliver(call, (TakenTuple)taken);
    }

    public async ValueTask<object?> MoveAsync(
        object? port,
        object? tuple,
        object? sec = null,
        Func<IRindaEntry, ValueTask>? block = null,
        CancellationToken cancellationToken = default)
    {
        if (port is null)
        {
            return await TakeAsync(tuple, sec, block, cancellationToken).ConfigureAwait(false);
        }

        var peer = Peer.Of(IncomingCall.Current);
        var template = await ToTemplateAsync(tuple, cancellationToken).ConfigureAwait(false);
        var taken = (block is null ? await _space.TryTakeAsync(template, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false) : null)
            ?? await LeaseAsync(peer, template, sec, block, cancellationToken).ConfigureAwait(false);

        // Goes back unless the port has accepted it.
        await using (taken.ConfigureAwait(false))
        {
            await PushAsync(port, ToWire(taken.Tuple), cancellationToken).ConfigureAwait(false);
            await taken.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return null;
    }

    public async ValueTask<object?[]> ReadAllAsync(object? tuple, CancellationToken cancellationToken = default)
    {
        var template = await ToTemplateAsync(tuple, cancellationToken).ConfigureAwait(false);
        return ToWire(await _space.ReadAllAsync(template, CancellationToken.None).ConfigureAwait(false));
    }

    public async ValueTask<IRindaNotifier> NotifyAsync(object? @event, object? tuple, object? sec = null, CancellationToken cancellationToken = default)
    {
        var peer = Peer.Of(IncomingCall.Current);
        var template = await ToTemplateAsync(tuple, cancellationToken).ConfigureAwait(false);
        var name = Template.FromWire(new[] { @event });
        TupleEventKinds[] all = [TupleEventKinds.Write, TupleEventKinds.Take, TupleEventKinds.Delete];
        var kinds = all.Where(kind => name.Matches(SpaceTuple.Create(EventNames.Of(kind)))).Aggregate(TupleEventKinds.None, static (some, kind) => some | kind);
        var (watch, lifetime) = await AddWatchAsync(template, kinds, sec, peer, cancellationToken).ConfigureAwait(false);
        return new ServedNotifier(this, @event, template, lifetime, watch, _watches);
    }

    private async ValueTask<(ServedWatch Watch, Lifetime Lifetime)> AddWatchAsync(
        Template template, TupleEventKinds kinds, object? sec, Peer peer, CancellationToken cancellationToken)
    {
        var share = _watchQuota.Claim(peer);
        Lifetime lifetime = default;
        try
        {
            lifetime = ToSharedLifetime(sec, peer);
            return (_watches.Add(await _space.WatchAsync(template, kinds, lifetime, cancellationToken).ConfigureAwait(false), share), lifetime);
        }
        catch
        {
            share.Dispose();
            throw;
        }
        finally
        {
            Unclaim(lifetime);
        }
    }

    private async ValueTask<TupleEntry> WriteEntryAsync(object? tuple, object? sec, Peer peer, CancellationToken cancellationToken)
    {
        var written = await ToTupleAsync(tuple, cancellationToken).ConfigureAwait(false);
        var lifetime = ToSharedLifetime(sec, peer);
        try
        {
            return (TupleEntry)await _space.WriteAsync(written, lifetime, cancellationToken).ConfigureAwait(false); // of this process
        }
        finally
        {
            Unclaim(lifetime);
        }
    }

    private ValueTask<ITakenTuple> LeaseAsync(Peer peer, Template template, object? sec, Func<IRindaEntry, ValueTask>? block, CancellationToken cancellationToken) =>
        WaitAsync(peer, template, sec, block, (limit, token) => _space.TryTakeAsync(template, limit, token), cancellationToken);

    private async ValueTask<T> WaitAsync<T>(
        Peer peer, Template template, object? sec, Func<IRindaEntry, ValueTask>? block, Func<TimeSpan, CancellationToken, ValueTask<T?>> attempt, CancellationToken cancellationToken)
        where T : class
    {
        using var share = _waitQuota.Claim(peer);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var wait = new ServedWait(this, template, ToLifetime(sec));
        if (block is not null)
        {
            await block(wait).ConfigureAwait(false);
        }

        try
        {
            return await wait.RunAsync(attempt, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new RequestCanceledException($"The wait for {template} ended because the space's server stops.");
        }
    }

    /// <summary>Gives a tuple to the caller with the reply, or back to the space when there is none.</summary>
    private object Deliver(IncomingCall? call, TakenTuple taken)
    {
        var wire = ToWire(taken.Tuple);
        Delivery.Begin(call, _space, [taken]);
        return wire;
    }

    private async ValueTask PushAsync(object port, object tuple, CancellationToken cancellationToken)
    {
        switch (port)
        {
            case IRindaPort local:
                local.Push(tuple);
                return;
            case RemoteObject remote:
                using (var limit = new CancellationTokenSource(_options.CallbackTimeout, _clock))
                using (var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken))
                {
                    try
                    {
                        await remote.CallAsync("push", [tuple], cancellationToken: either.Token).ConfigureAwait(false);
                    }
                    catch (OperationCanceledException error) when (limit.IsCancellationRequested)
                    {
                        throw new TimeoutException($"The port at '{remote.Uri}' did not accept the tuple within {_options.CallbackTimeout.TotalSeconds} s; the tuple stays in the space.", error);
                    }
                }

                return;
            default:
                throw new ArgumentException("A port is an object with a method push, passed by reference.", nameof(port));
        }
    }

    private object?[] ToWire(IEnumerable<SpaceTuple> tuples)
    {
        var all = new List<object?>();
        foreach (var tuple in tuples)
        {
            if (CanSend(tuple))
            {
                all.Add(ToWire(tuple));
            }
        }

        return [.. all];
    }

    /// <summary>False, with a warning, for a tuple that this process wrote and that has no form on the wire: others are sent without it.</summary>
    public bool CanSend(SpaceTuple tuple)
    {
        if (_check.CanSend(tuple))
        {
            return true;
        }

        LogNotSendable(tuple);
        return false;
    }
}
