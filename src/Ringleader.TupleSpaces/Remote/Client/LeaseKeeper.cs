using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>
/// Renews the leases of one client, all in one call, at a third of their time, and says when one is lost. Its loop runs while
/// there are leases. Thread-safe.
/// </summary>
/// <remarks>
/// A lease is lost when the server says so, or when the next renewal would come too late after the last one that succeeded, counted
/// from the moment that one was sent: this side gives up before the server does.
/// </remarks>
internal sealed partial class LeaseKeeper(ILeasingSpace remote, RemoteTupleSpaceOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<long, KeptLease> _held = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _loopLock = new();
    private readonly ILogger _logger = options.LoggerFactory.CreateLogger("Ringleader.TupleSpaces.Remote");
    private Task _loop = Task.CompletedTask;
    private bool _isRunning;

    private TimeSpan Period => options.TakeLease / 3;

    /// <summary>A lease was granted: renews it from now on.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="startedAt">The time stamp before it was asked for.</param>
    public KeptLease Keep(long id, long startedAt)
    {
        var lease = new KeptLease(id, startedAt);
        _held[id] = lease;
        lock (_loopLock)
        {
            if (!_isRunning && !_stopping.IsCancellationRequested)
            {
                _isRunning = true;
                _loop = Task.Run(RunAsync);
            }
        }

        return lease;
    }

    /// <summary>The lease was settled: renew it no more.</summary>
    public void Forget(KeptLease lease) => _held.TryRemove(lease.Id, out _);

    /// <summary>Gives a tuple back; when the server cannot be reached, it goes back as its lease runs out.</summary>
    public async Task ReturnAsync(KeptLease lease)
    {
        Forget(lease);
        try
        {
            await remote.ReturnLeaseAsync(lease.Id).AsTask().WaitAsync(options.TakeLease, options.TimeProvider).ConfigureAwait(false);
        }
        catch (Exception error) when (IsLostCall(error))
        {
            LogNotReturned(error);
        }
    }

    /// <summary>Makes a call that settles a lease, and repeats it while it gets no answer and the lease lasts.</summary>
    public async ValueTask<T> RepeatAsync<T>(KeptLease lease, Func<CancellationToken, ValueTask<T>> settle, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                return await settle(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is RemotingConnectionException or TimeoutException && !lease.Lost.IsCancellationRequested && !IsTooLate(lease))
            {
                LogRepeating(error);
            }

            await Task.Delay(pause, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives back what is held.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        Task loop;
        lock (_loopLock)
        {
            loop = _loop;
        }

        await loop.ConfigureAwait(false);
        await Task.WhenAll(_held.Values.Select(LetGoAsync)).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task LetGoAsync(KeptLease lease)
    {
        await lease.LoseAsync().ConfigureAwait(false);
        await ReturnAsync(lease).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        try
        {
            while (!TryEnd())
            {
                await Task.Delay(Period, options.TimeProvider, _stopping.Token).ConfigureAwait(false);
                await RenewAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The client is being disposed, which gives the leases back.
        }
    }

    private bool TryEnd()
    {
        lock (_loopLock)
        {
            _isRunning = !_held.IsEmpty;
            return !_isRunning;
        }
    }

    private async Task RenewAsync()
    {
        var held = _held.Values.ToArray();
        if (held.Length == 0)
        {
            return;
        }

        var sent = options.TimeProvider.GetTimestamp();
        HashSet<long>? lost = null;
        try
        {
            var ids = Array.ConvertAll(held, static lease => lease.Id);
            lost = [.. await remote.ExtendLeasesAsync(ids, options.TakeLease.TotalSeconds)
                .AsTask().WaitAsync(Period, options.TimeProvider, _stopping.Token).ConfigureAwait(false)];
        }
        catch (Exception error) when (IsLostCall(error))
        {
            LogNotRenewed(held.Length, error);
        }

        foreach (var lease in held)
        {
            if (lost is not null && !lost.Contains(lease.Id))
            {
                lease.RenewedAt = sent;
            }
            else if ((lost is not null || IsTooLate(lease)) && _held.TryRemove(lease.Id, out _))
            {
                LogLost();
                await lease.LoseAsync().ConfigureAwait(false);
            }
        }
    }

    private bool IsTooLate(KeptLease lease) => options.TimeProvider.GetElapsedTime(lease.RenewedAt) + Period >= options.TakeLease;

    private static bool IsLostCall(Exception error) => error is RemotingException or TimeoutException or ObjectDisposedException;
}
