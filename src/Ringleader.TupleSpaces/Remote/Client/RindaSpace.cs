using System.Numerics;
using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>A Rinda::TupleSpace in a Ruby process.</summary>
/// <remarks>
/// Its time-outs are kept here: Ruby's keeper answers them up to a minute late, so each waiting call passes a block, is given
/// the template that waits, and cancels it when the time is over. Tuples are taken through a port that refuses them from then
/// on, so none is lost on its way to a caller that has left (Ruby bug 8215).
/// </remarks>
internal sealed class RindaSpace(RemoteObject target, RemotingClient patientClient, RemoteTupleSpaceOptions options) : IConnectedSpace
{
    private readonly LentRenewers _renewers = new(options.TimeProvider);
    private readonly RemoteObject _patientTarget = patientClient.ReferenceTo(target.Uri, target.Id);

    public TimeSpan DefaultTimeout => options.DefaultTimeout;

    public async ValueTask<ITupleEntry> WriteAsync(SpaceTuple tuple, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        var entry = await target.CallAsync("write", [ToWire(tuple), _renewers.ToWire(lifetime, tuple)], cancellationToken: cancellationToken).ConfigureAwait(false);
        return new RindaEntry(this, ToReference(entry), _renewers, tuple, options.TimeProvider);
    }

    public async ValueTask<SpaceTuple?> TryReadAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        var wait = Wait("read", timeout);
        var found = await wait.CallAsync([ToWire(template)], static () => true, cancellationToken).ConfigureAwait(false);
        return found is null ? null : SpaceTuple.FromWire(found);
    }

    public async ValueTask<SpaceTuple?> TryTakeAndCommitAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        var port = new RindaPort();
        var wait = Wait("move", timeout);
        try
        {
            await wait.CallAsync([port, ToWire(template)], port.TryClose, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!port.TryClose())
        {
            // It was delivered, whatever became of the answer: the tuple is here, and Ruby may have kept it as well only if
            // its process died in between.
        }

        return port.Delivered is { } taken ? SpaceTuple.FromWire(taken) : null;
    }

    public async ValueTask<ITakenTuple?> TryTakeAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default) =>
        await TryTakeAndCommitAsync(template, timeout, cancellationToken).ConfigureAwait(false) is { } taken ? new RindaTakenTuple(this, taken) : null;

    public ValueTask<SpaceTuple?> TryReplaceAsync(
        Template template,
        SpaceTuple replacement,
        Lifetime lifetime = default,
        TimeSpan timeout = default,
        CancellationToken cancellationToken = default) => throw RindaTakenTuple.CannotReplace();

    public async ValueTask<IReadOnlyList<SpaceTuple>> ReadAllAsync(Template template, CancellationToken cancellationToken = default) =>
        Array.ConvertAll(await ReadAllFieldsAsync(template, cancellationToken).ConfigureAwait(false), SpaceTuple.FromWire);

    /// <summary>One after the other: Rinda has nothing that takes many.</summary>
    public async ValueTask<IReadOnlyList<SpaceTuple>> TakeAllAsync(Template template, int maxCount = int.MaxValue, CancellationToken cancellationToken = default)
    {
        var taken = new List<SpaceTuple>();
        while (taken.Count < maxCount && await TryTakeAndCommitAsync(template, TimeSpan.Zero, cancellationToken).ConfigureAwait(false) is { } next)
        {
            taken.Add(next);
        }

        return taken;
    }

    public async ValueTask<long> CountAsync(Template template, CancellationToken cancellationToken = default) =>
        (await ReadAllFieldsAsync(template, cancellationToken).ConfigureAwait(false)).Length;

    public async ValueTask<ITupleWatch> WatchAsync(
        Template template, TupleEventKinds kinds = TupleEventKinds.All, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        var wanted = kinds & (TupleEventKinds.Write | TupleEventKinds.Take | TupleEventKinds.Delete);
        object? name = BitOperations.IsPow2((int)wanted) ? EventNames.Of(wanted) : null;
        var sec = _renewers.ToWire(lifetime, SpaceTuple.Create());
        var notifier = ToReference(
            await target.CallAsync("notify", [name, ToWire(template), sec], cancellationToken: cancellationToken).ConfigureAwait(false));
        var patient = patientClient.ReferenceTo(notifier.Uri, notifier.Id);
        return new RindaWatch(notifier, patient, wanted, lifetime.Duration, options.TimeProvider);
    }

    public ValueTask DisposeAsync() => default;

    private RindaWait Wait(string method, TimeSpan timeout) => new(_patientTarget, method, timeout, options.TimeProvider);

    private async ValueTask<object?[]> ReadAllFieldsAsync(Template template, CancellationToken cancellationToken) =>
        await target.CallAsync<object?[]>("read_all", [ToWire(template)], cancellationToken: cancellationToken).ConfigureAwait(false);

    private object ToWire(SpaceTuple tuple) => WireFields.WithReferences(tuple.ToWire(), target.ReferenceFor);

    private object ToWire(Template template) => WireFields.WithReferences(template.ToWire(), target.ReferenceFor);

    private static RemoteObject ToReference(object? entry) => entry as RemoteObject
        ?? throw new MarshalException($"A Rinda::TupleSpace answers with a reference to the entry, but '{entry ?? "nil"}' arrived.");
}
