using Microsoft.Extensions.Logging;
using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Ring.Members;

/// <summary>One space of a <see cref="RingSpace"/> and what is known of its health.</summary>
/// <remarks>
/// A member is up until a call or a sign of life fails, and down until a sign of life succeeds. It is asked for one, by a read
/// that finds nothing, while calls wait for it (a host that hangs says nothing by itself) and while it is down; otherwise
/// nothing is sent. Each time that it goes down, all calls that wait for it are ended by the token of that time.
/// </remarks>
internal sealed partial class RingMember : IAsyncDisposable
{
    private static readonly TimeSpan IntervalWhileWaiting = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan IntervalWhileDown = TimeSpan.FromSeconds(1);
    private static readonly Template SignOfLife = ["ringleader: is anybody there?"];
    private readonly RingSpaceOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly Lock _lock = new();
    private readonly Task _probing;
    private CancellationTokenSource? _up = new();
    private int _waiting;

    public RingMember(ITupleSpace space, RingSpaceOptions options)
    {
        Space = space;
        _options = options;
        _logger = options.LoggerFactory.CreateLogger("Ringleader.TupleSpaces.Ring");
        _probing = Task.Run(ProbeAsync);
    }

    public ITupleSpace Space { get; }

    public bool IsUp
    {
        get
        {
            lock (_lock)
            {
                return _up is not null;
            }
        }
    }

    /// <summary>Calls the space, for as long as it is up.</summary>
    /// <exception cref="MemberDownException">It is down, or went down meanwhile.</exception>
    public async ValueTask<T> CallAsync<T>(Func<ITupleSpace, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var down = TokenOfThisTime();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(down, cancellationToken);
        BeginWait();
        try
        {
            return await call(Space, ended.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && (down.IsCancellationRequested || IsLoss(error)))
        {
            await FailAsync(error).ConfigureAwait(false);
            throw new MemberDownException(Space, error);
        }
        catch (RequestCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            // Somebody cancelled this wait, or the space was closed: a sign of life tells which.
            await ProbeOnceAsync().ConfigureAwait(false);
            if (IsUp)
            {
                throw;
            }

            throw new MemberDownException(Space, error);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _probing.ConfigureAwait(false);
        _stopping.Dispose();
        _wanted.Dispose();
    }

    /// <summary>Whether an error says that the space is out of reach, and not that it refuses.</summary>
    private static bool IsLoss(Exception error) => error is RemotingConnectionException or TimeoutException or ObjectDisposedException;

    private CancellationToken TokenOfThisTime()
    {
        lock (_lock)
        {
            return _up?.Token ?? throw new MemberDownException(Space, null);
        }
    }

    private void BeginWait()
    {
        if (Interlocked.Increment(ref _waiting) == 1)
        {
            _wanted.Release();
        }
    }

    private async Task ProbeAsync()
    {
        try
        {
            while (true)
            {
                await _wanted.WaitAsync(_stopping.Token).ConfigureAwait(false);
                while (Volatile.Read(ref _waiting) > 0 || !IsUp)
                {
                    await Task.Delay(IsUp ? IntervalWhileWaiting : IntervalWhileDown, _options.TimeProvider, _stopping.Token).ConfigureAwait(false);
                    if (Volatile.Read(ref _waiting) > 0 || !IsUp)
                    {
                        await ProbeOnceAsync().ConfigureAwait(false);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task ProbeOnceAsync()
    {
        using var limit = new CancellationTokenSource(_options.ProbeTimeout, _options.TimeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        try
        {
            // A call that does not heed its token must not hold this up.
            await Space.TryReadAsync(SignOfLife, TimeSpan.Zero, ended.Token).AsTask().WaitAsync(ended.Token).ConfigureAwait(false);
            Recover();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception error)
        {
            // Whatever it says, it does not answer a read.
            await FailAsync(error).ConfigureAwait(false);
        }
    }

    private void Recover()
    {
        lock (_lock)
        {
            if (_up is not null)
            {
                return;
            }

            _up = new CancellationTokenSource();
        }

        LogUp(Space);
    }

    private async Task FailAsync(Exception error)
    {
        CancellationTokenSource? up;
        lock (_lock)
        {
            up = _up;
            _up = null;
        }

        if (up is null)
        {
            return;
        }

        LogDown(Space, error);
        _wanted.Release();
        await up.CancelAsync().ConfigureAwait(false); // it has no timer, and calls may still look at its token
    }
}
