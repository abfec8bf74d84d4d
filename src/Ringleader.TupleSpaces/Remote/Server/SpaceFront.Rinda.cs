using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <content>Rinda's methods.</content>
internal sealed partial class SpaceFront
{
    public async ValueTask<object?> WriteAsync(object? tuple, object? sec = null, CancellationToken cancellationToken = default)
    {
        var entry = await WriteEntryAsync(tuple, sec, cancellationToken).ConfigureAwait(false);
        return new ServedEntry(this, entry, entry.Id);
    }

    public async ValueTask<object?> ReadAsync(
        object? tuple, object? sec = null, Func<IRindaEntry, ValueTask>? block = null, CancellationToken cancellationToken = default)
    {
        var template = await ToTemplateAsync(tuple, cancellationToken).ConfigureAwait(false);
        var found = (block is null ? await _space.TryReadAsync(template, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false) : null)
            ?? await WaitAsync(template, sec, block, (limit, token) => _space.TryReadAsync(template, limit, token), cancellationToken).ConfigureAwait(false);
        return ToWire(found);
    }

    public async ValueTask<object?> TakeAsync(
        object? tuple, object? sec = null, Func<IRindaEntry, ValueTask>? block = null, CancellationToken cancellationToken = default)
    {
        var template = await ToTemplateAsync(tuple, cancellationToken).ConfigureAwait(false);
        if (block is null && await _space.TryTakeAndCommitAsync(template, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false) is { } present)
        {
            return ToWire(present);
        }

        var taken = await LeaseAsync(template, sec, block, cancellationToken).ConfigureAwait(false);
        return ToWire(await CommitToCallerAsync(taken, cancellationToken).ConfigureAwait(false));
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

        var template = await ToTemplateAsync(tuple, cancellationToken).ConfigureAwait(false);
        var taken = (block is null ? await _space.TryTakeAsync(template, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false) : null)
            ?? await LeaseAsync(template, sec, block, cancellationToken).ConfigureAwait(false);

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
        var template = await ToTemplateAsync(tuple, cancellationToken).ConfigureAwait(false);
        var name = Template.FromWire(new[] { @event });
        TupleEventKinds[] all = [TupleEventKinds.Write, TupleEventKinds.Take, TupleEventKinds.Delete];
        var kinds = all.Where(kind => name.Matches(SpaceTuple.Create(EventNames.Of(kind)))).Aggregate(TupleEventKinds.None, static (some, kind) => some | kind);
        var lifetime = ToLifetime(sec);
        var watch = await _space.WatchAsync(template, kinds, lifetime, cancellationToken).ConfigureAwait(false);
        return new ServedNotifier(this, @event, template, lifetime, _watches.Add(watch), _watches);
    }

    private async ValueTask<TupleEntry> WriteEntryAsync(object? tuple, object? sec, CancellationToken cancellationToken)
    {
        var written = await ToTupleAsync(tuple, cancellationToken).ConfigureAwait(false);
        return (TupleEntry)await _space.WriteAsync(written, ToLifetime(sec), cancellationToken).ConfigureAwait(false); // of this process
    }

    private ValueTask<ITakenTuple> LeaseAsync(Template template, object? sec, Func<IRindaEntry, ValueTask>? block, CancellationToken cancellationToken) =>
        WaitAsync(template, sec, block, (limit, token) => _space.TryTakeAsync(template, limit, token), cancellationToken);

    private async ValueTask<T> WaitAsync<T>(
        Template template, object? sec, Func<IRindaEntry, ValueTask>? block, Func<TimeSpan, CancellationToken, ValueTask<T?>> attempt, CancellationToken cancellationToken)
        where T : class
    {
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

    /// <summary>Gives the tuple to the caller for good, or back to the space when the caller is gone.</summary>
    private static async ValueTask<SpaceTuple> CommitToCallerAsync(ITakenTuple taken, CancellationToken cancellationToken)
    {
        await using (taken.ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await taken.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return taken.Tuple;
        }
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

    private object?[] ToWire(IReadOnlyList<SpaceTuple> tuples)
    {
        var all = new object?[tuples.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = ToWire(tuples[i]);
        }

        return all;
    }
}
