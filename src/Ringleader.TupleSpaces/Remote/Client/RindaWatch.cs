using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>A NotifyTemplateEntry of a Ruby process: each event is one call of <c>pop</c>, which waits there.</summary>
/// <remarks>Numbers and filters the events here, and ends on time here: Ruby's keeper says <c>close</c> up to a minute late, if at all.</remarks>
internal sealed class RindaWatch : FedWatch
{
    private const int MaxUnread = 256;
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);
    private readonly RemoteObject _notifier;
    private readonly RemoteObject _patient;
    private readonly TupleEventKinds _kinds;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _clock;
    private long _sequence;

    /// <param name="notifier">The entry.</param>
    /// <param name="patient">The same entry through a client without a limit for calls.</param>
    /// <param name="kinds">Which events are wanted.</param>
    /// <param name="lifetime">When to end; null for when Ruby says so.</param>
    /// <param name="clock">Measures the lifetime.</param>
    public RindaWatch(RemoteObject notifier, RemoteObject patient, TupleEventKinds kinds, TimeSpan? lifetime, TimeProvider clock)
        : base(MaxUnread)
    {
        _notifier = notifier;
        _patient = patient;
        _kinds = kinds;
        _lifetime = lifetime ?? Timeout.InfiniteTimeSpan;
        _clock = clock;
        Start();
    }

    protected override async Task FeedAsync(CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(_lifetime, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            while (await PopAsync(either.Token).ConfigureAwait(false) is var next && await AddAsync(next, stop).ConfigureAwait(false))
            {
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            await AddAsync(Event(TupleEventKinds.Close, null), stop).ConfigureAwait(false);
            await EndAsync().ConfigureAwait(false);
        }
    }

    protected override async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(EndLimit, _clock);
        await _notifier.CallAsync("cancel", cancellationToken: limit.Token).ConfigureAwait(false);
    }

    private async Task<TupleEvent> PopAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var pop = _patient.CallAsync<object?[]>("pop", cancellationToken: cancellationToken).AsTask();
            var fields = await GuardAsync(pop, cancellationToken).ConfigureAwait(false);
            var kind = fields.Length == 0 ? TupleEventKinds.None : EventNames.KindOf(RubyConvert.ToText(fields[0]));
            if (kind == TupleEventKinds.Close)
            {
                return Event(kind, null);
            }

            if ((kind & _kinds) != TupleEventKinds.None && fields is [_, { } tuple])
            {
                return Event(kind, SpaceTuple.FromWire(tuple));
            }
        }
    }

    private async Task<object?[]> GuardAsync(Task<object?[]> pop, CancellationToken cancellationToken)
    {
        try
        {
            return await PeerProbe.GuardAsync(pop, _notifier, _clock, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAny(pop).ConfigureAwait(false); // it ends by the same token
            throw;
        }
    }

    private TupleEvent Event(TupleEventKinds kind, SpaceTuple? tuple) => new(kind, ++_sequence, tuple);
}
