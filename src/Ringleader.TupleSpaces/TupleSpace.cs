using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;
using Ringleader.TupleSpaces.Leasing;
using Ringleader.TupleSpaces.Storage;
using Ringleader.TupleSpaces.Waiting;
using Ringleader.TupleSpaces.Watching;

namespace Ringleader.TupleSpaces;

/// <summary>A tuple space in this process. Rinda's TupleSpace.</summary>
/// <remarks>
/// A call that need not wait is over when it returns, in well under a microsecond. Fields with constant values are found by
/// indexes that the space makes as templates ask for them, so neither resident tuples nor waiting calls slow the others down. What
/// is still waiting when the space is disposed ends with <see cref="RequestCanceledException"/>.
/// </remarks>
public sealed partial class TupleSpace : ITupleSpace, IAsyncDisposable
{
    // One lock guards all that follows. Under it runs no code of others, and of templates only the screens; callers are woken, renewers
    // asked and watchers told after it, from the Aftermath that each change leaves.
    private readonly TupleStore _store;
    private readonly WatchList _watches = new();
    private readonly TemplateIndex<Waiter> _readers = new();
    private readonly TemplateIndex<Waiter> _takers = new();
    private readonly List<Waiter> _answered = [];
    private readonly TemplateIndex<Probe> _probes = new();
    private readonly List<Probe> _probed = [];
    private readonly TimerWheel _wheel = new();
    private readonly ITimer _timer;
    private readonly Renewals _renewals;
    private readonly ChangeStream _changes;
    private TimeSpan _armedFor = SpaceClock.Never;

    /// <summary>How many tuples have a term.</summary>
    private int _termCount;
    private bool _isClosed;

    /// <summary>Creates an empty space.</summary>
    /// <param name="options">Limits and choices; the defaults when null.</param>
    public TupleSpace(TupleSpaceOptions? options = null)
    {
        Options = options ?? TupleSpaceOptions.Default;
        _store = Options.Order == TupleOrder.AsRinda ? new RindaStore() : new ShapedStore(Options.Indexing);
        _changes = new(_watches);
        _renewals = new(this);
        Clock = new(Options.TimeProvider);
        _timer = Options.TimeProvider.CreateTimer(static space => ((TupleSpace)space!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        TupleSpacesDiagnostics.Observe(this);
    }

    /// <summary>What the space was made with.</summary>
    public TupleSpaceOptions Options { get; }

    /// <inheritdoc/>
    public TimeSpan DefaultTimeout => Options.DefaultTimeout;

    /// <summary>Guards the space and its watches.</summary>
    internal Lock Lock { get; } = new();

    internal SpaceClock Clock { get; }

    internal int TupleCount => _store.Count;

    internal int WaiterCount => _readers.Count + _takers.Count + _probes.Count;

    /// <inheritdoc/>
    public ValueTask<SpaceTuple?> TryReadAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        Guard(template, timeout);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<SpaceTuple?>(cancellationToken);
        }

        if (template.IsCostly)
        {
            return new CostlySearch(this, template, WaitKind.Read).RunAsync<SpaceTuple>(timeout, cancellationToken);
        }

        Waiter waiter;
        lock (Lock)
        {
            RequireOpen();
            if (_store.TryFind(template, Now, out var place))
            {
                return new(place.Tuple);
            }

            if (timeout == TimeSpan.Zero)
            {
                return default;
            }

            waiter = Enqueue(new(this, template, WaitKind.Read, DueAfter(timeout)), _readers);
        }

        return WaitAsync<SpaceTuple>(waiter, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<SpaceTuple?> TryTakeAndCommitAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        Guard(template, timeout);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<SpaceTuple?>(cancellationToken);
        }

        if (template.IsCostly)
        {
            return new CostlySearch(this, template, WaitKind.Take).RunAsync<SpaceTuple>(timeout, cancellationToken);
        }

        Aftermath aftermath = default;
        SpaceTuple? taken = null;
        Waiter? waiter = null;
        lock (Lock)
        {
            RequireOpen();
            if (_store.TryFind(template, Now, out var place))
            {
                taken = Take(place, ref aftermath);
            }
            else if (timeout != TimeSpan.Zero)
            {
                waiter = Enqueue(new(this, template, WaitKind.Take, DueAfter(timeout)), _takers);
            }
        }

        aftermath.Run();
        return waiter is null ? new(taken) : WaitAsync<SpaceTuple>(waiter, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ITakenTuple?> TryTakeAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        Guard(template, timeout);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ITakenTuple?>(cancellationToken);
        }

        if (template.IsCostly)
        {
            return new CostlySearch(this, template, WaitKind.Lease).RunAsync<ITakenTuple>(timeout, cancellationToken);
        }

        Aftermath aftermath = default;
        TakenTuple? taken = null;
        Waiter? waiter = null;
        lock (Lock)
        {
            RequireOpen();
            if (_store.TryFind(template, Now, out var place))
            {
                taken = Lease(place, ref aftermath);
            }
            else if (timeout != TimeSpan.Zero)
            {
                waiter = Enqueue(new(this, template, WaitKind.Lease, DueAfter(timeout)), _takers);
            }
        }

        aftermath.Run();
        return waiter is null ? new(taken) : WaitAsync<ITakenTuple>(waiter, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SpaceTuple>> ReadAllAsync(Template template, CancellationToken cancellationToken = default)
    {
        Guard(template, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        if (template.IsCostly)
        {
            return new(CostlySearch.FindAll(this, template).ConvertAll(candidate => candidate.Tuple));
        }

        List<Place> found = [];
        lock (Lock)
        {
            RequireOpen();
            _store.FindAll(template, Now, int.MaxValue, found);
            return new(found.ConvertAll(place => place.Tuple));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SpaceTuple>> TakeAllAsync(Template template, int maxCount = int.MaxValue, CancellationToken cancellationToken = default)
    {
        Guard(template, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var candidates = template.IsCostly ? CostlySearch.FindAll(this, template) : null;
        List<Place> found = [];
        List<SpaceTuple> taken = [];
        Aftermath aftermath = default;
        lock (Lock)
        {
            RequireOpen();
            if (candidates is null)
            {
                _store.FindAll(template, Now, maxCount, found);
            }
            else
            {
                AddWhatIsThere(candidates, maxCount, found);
            }

            foreach (var place in found)
            {
                taken.Add(Take(place, ref aftermath));
            }
        }

        aftermath.Run();
        return new(taken);
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(Template template, CancellationToken cancellationToken = default)
    {
        Guard(template, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        if (template.IsCostly)
        {
            return new(CostlySearch.FindAll(this, template).Count);
        }

        lock (Lock)
        {
            RequireOpen();
            return new(_store.FindAll(template, Now, int.MaxValue, null));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ITupleWatch> WatchAsync(
        Template template, TupleEventKinds kinds = TupleEventKinds.All, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        Guard(template, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        var grant = await _renewals.GrantAsync(lifetime, WatchTerm.SubjectOf(template), cancellationToken).ConfigureAwait(false);
        return Watch(template, kinds, grant);
    }

    /// <summary>Closes the space: waits end with <see cref="RequestCanceledException"/>, watches with <see cref="TupleEventKinds.Close"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        Aftermath aftermath = default;
        lock (Lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            foreach (var waiter in (Waiter[])[.. _readers.ToList(), .. _takers.ToList()])
            {
                Settle(waiter, null, Canceled(waiter.Template, "the space was closed"), ref aftermath);
            }

            foreach (var probe in _probes.ToList())
            {
                Expire(probe, Canceled(probe.Template, "the space was closed"), ref aftermath);
            }

            foreach (var watch in _watches.ToList())
            {
                Close(watch, ref aftermath);
            }
        }

        TupleSpacesDiagnostics.Forget(this);
        aftermath.Run();
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _renewals.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Watches from now on.</summary>
    internal TupleWatch Watch(Template template, TupleEventKinds kinds, Grant grant)
    {
        var watch = new TupleWatch(this, template, kinds);
        lock (Lock)
        {
            RequireOpen();
            if (_watches.Count >= Options.MaxWatches)
            {
                throw new TupleSpaceFullException($"The watch for {template} was refused because there are {Options.MaxWatches} watches, which is the option MaxWatches. Dispose some first.");
            }

            _watches.Add(watch);
            if (grant.IsOver)
            {
                Aftermath none = default;
                Close(watch, ref none);
            }
            else if (grant.Duration is { } duration)
            {
                watch.Term = new WatchTerm(this, _renewals, watch, grant, Clock.After(duration));
                Schedule(watch.Term);
            }
        }

        return watch;
    }

    /// <summary>Ends a watch because its time is over. Under the lock.</summary>
    internal void Close(TupleWatch watch, ref Aftermath aftermath)
    {
        Forget(watch);
        watch.Close(ref aftermath);
    }

    /// <summary>Ends a watch because its owner does not want it any more.</summary>
    internal void Unwatch(TupleWatch watch)
    {
        Aftermath aftermath = default;
        lock (Lock)
        {
            Forget(watch);
            watch.Abandon(ref aftermath);
        }

        aftermath.Run();
    }

    private void Forget(TupleWatch watch)
    {
        _watches.Remove(watch);
        if (watch.Term is { } term)
        {
            _wheel.Remove(term);
            term.Drop();
            watch.Term = null;
        }
    }

    private void Guard(Template template, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "The time-out must be zero, positive, or Timeout.InfiniteTimeSpan.");
        }

        GuardFields("template", template.Count);
    }

    private void GuardFields(string what, int count)
    {
        if (count > Options.MaxFields)
        {
            throw new InvalidTupleException($"The {what} was refused because it has {count} fields; the option MaxFields allows {Options.MaxFields}.");
        }
    }

    private void RequireOpen() => ObjectDisposedException.ThrowIf(_isClosed, this);
}
