using Ringleader.Remoting;
using Ringleader.TupleSpaces.Ring.Protocol;

namespace Ringleader.TupleSpaces.Tests.Ring.Members;

/// <summary>A space whose server can be lost: without a word, or with a refused connection.</summary>
internal sealed class FlakySpace : ITupleSpace, IIdentifiedSpace, IAsyncDisposable
{
    private CancellationTokenSource _lost = new();
    private volatile bool _isRefusing;
    private volatile bool _isHanging;

    /// <summary>What is behind it, to look at and to write into past everybody.</summary>
    public TupleSpace Inner { get; } = new();

    /// <summary>Who it says that it is; null for a space that does not tell.</summary>
    public SpaceIdentity? Identity { get; set; }

    public TimeSpan DefaultTimeout => Inner.DefaultTimeout;

    /// <summary>Nothing is answered any more, what waits already included.</summary>
    public void Hang() => _isHanging = true;

    /// <summary>All calls fail, what waits already included.</summary>
    public void Refuse()
    {
        _isRefusing = true;
        _lost.Cancel();
    }

    /// <summary>Calls from now on are answered.</summary>
    public void Recover()
    {
        _lost = new CancellationTokenSource();
        (_isHanging, _isRefusing) = (false, false);
    }

    public ValueTask<ITupleEntry> WriteAsync(SpaceTuple tuple, Lifetime lifetime = default, CancellationToken cancellationToken = default) =>
        CallAsync(async token => (ITupleEntry)new FlakyEntry(this, await Inner.WriteAsync(tuple, lifetime, token)), cancellationToken);

    public ValueTask<SpaceTuple?> TryReadAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default) =>
        CallAsync(token => Inner.TryReadAsync(template, timeout, token), cancellationToken);

    public ValueTask<ITakenTuple?> TryTakeAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default) =>
        CallAsync(token => Inner.TryTakeAsync(template, timeout, token), cancellationToken);

    public ValueTask<SpaceTuple?> TryTakeAndCommitAsync(Template template, TimeSpan timeout = default, CancellationToken cancellationToken = default) =>
        CallAsync(token => Inner.TryTakeAndCommitAsync(template, timeout, token), cancellationToken);

    public ValueTask<SpaceTuple?> TryReplaceAsync(
        Template template, SpaceTuple replacement, Lifetime lifetime = default, TimeSpan timeout = default, CancellationToken cancellationToken = default) =>
        CallAsync(token => Inner.TryReplaceAsync(template, replacement, lifetime, timeout, token), cancellationToken);

    public ValueTask<IReadOnlyList<SpaceTuple>> ReadAllAsync(Template template, CancellationToken cancellationToken = default) =>
        CallAsync(token => Inner.ReadAllAsync(template, token), cancellationToken);

    public ValueTask<IReadOnlyList<SpaceTuple>> TakeAllAsync(Template template, int maxCount = int.MaxValue, CancellationToken cancellationToken = default) =>
        CallAsync(token => Inner.TakeAllAsync(template, maxCount, token), cancellationToken);

    public ValueTask<long> CountAsync(Template template, CancellationToken cancellationToken = default) =>
        CallAsync(token => Inner.CountAsync(template, token), cancellationToken);

    public ValueTask<ITupleWatch> WatchAsync(
        Template template, TupleEventKinds kinds = TupleEventKinds.All, Lifetime lifetime = default, CancellationToken cancellationToken = default) =>
        CallAsync(async token => (ITupleWatch)new FlakyWatch(this, await Inner.WatchAsync(template, kinds, lifetime, token)), cancellationToken);

    public ValueTask<SpaceIdentity?> IdentifyAsync(CancellationToken cancellationToken) =>
        CallAsync(_ => ValueTask.FromResult(Identity), cancellationToken);

    /// <summary>Another process at the same address, without what was there.</summary>
    public async Task RestartAsync(string identity, TimeSpan? uptime = null)
    {
        _lost.Cancel();
        await Inner.TakeAllAsync(["a", null]);
        Identity = new(identity, null, uptime);
        Recover();
    }

    public ValueTask DisposeAsync() => Inner.DisposeAsync();

    private async ValueTask<T> CallAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        if (_isHanging)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (_isRefusing)
        {
            throw Lost();
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_lost.Token, cancellationToken);
        try
        {
            var result = await call(ended.Token);
            if (_isHanging)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return result;
        }
        catch (OperationCanceledException) when (_isRefusing && !cancellationToken.IsCancellationRequested)
        {
            throw Lost();
        }
    }

    private static RemotingConnectionException Lost() => new("The connection was lost.", RemotingPhase.Waiting);

    private sealed class FlakyEntry(FlakySpace space, ITupleEntry entry) : ITupleEntry
    {
        public SpaceTuple Tuple => entry.Tuple;

        public ValueTask<bool> CancelAsync(CancellationToken cancellationToken = default) => space.CallAsync(entry.CancelAsync, cancellationToken);

        public ValueTask<bool> RenewAsync(Lifetime lifetime, CancellationToken cancellationToken = default) =>
            space.CallAsync(token => entry.RenewAsync(lifetime, token), cancellationToken);

        public ValueTask<TupleEntryState> GetStateAsync(CancellationToken cancellationToken = default) => space.CallAsync(entry.GetStateAsync, cancellationToken);

        public ValueTask<DateTimeOffset?> GetExpiryAsync(CancellationToken cancellationToken = default) => space.CallAsync(entry.GetExpiryAsync, cancellationToken);
    }

    private sealed class FlakyWatch(FlakySpace space, ITupleWatch watch) : ITupleWatch
    {
        public ValueTask<TupleEvent?> NextAsync(CancellationToken cancellationToken = default) => space.CallAsync(watch.NextAsync, cancellationToken);

        public IAsyncEnumerator<TupleEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) => watch.GetAsyncEnumerator(cancellationToken);

        public ValueTask DisposeAsync() => watch.DisposeAsync();
    }
}
