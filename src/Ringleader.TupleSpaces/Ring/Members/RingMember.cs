using Microsoft.Extensions.Logging;
using Ringleader.Remoting;
using Ringleader.TupleSpaces.Ring.Protocol;

namespace Ringleader.TupleSpaces.Ring.Members;

/// <summary>One space of a <see cref="RingSpace"/> and what is known of its health and its age.</summary>
/// <remarks>
/// A member is up until a call or a probe fails, and down until a probe succeeds. It is probed, by a read that finds nothing and
/// by the question who it is, while calls wait for it (a host that hangs says nothing by itself) and while it is down; and before
/// a call when that was not done lately, since connections come back by themselves when a server was restarted. Otherwise nothing
/// is sent. Each time that it goes down or was restarted, all calls that wait for it are ended by the token of that time.
/// </remarks>
internal sealed partial class RingMember : IAsyncDisposable
{
    private static readonly TimeSpan IntervalWhileWaiting = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan IntervalWhileDown = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IdentityIsFreshFor = TimeSpan.FromMilliseconds(500);
    private static readonly Template SignOfLife = ["ringleader: is anybody there?"];
    private readonly RingSpaceOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly Lock _lock = new();
    private readonly Task _probing;
    private CancellationTokenSource? _up = new();
    private SpaceAge _age = new(null, WasRestarted: false);
    private string? _identity;
    private long? _identifiedAt;
    private Task? _identifying;
    private int _waiting;

    public RingMember(ITupleSpace space, RingSpaceOptions options)
    {
        Space = space;
        _options = options;
        _logger = options.LoggerFactory.CreateLogger("Ringleader.TupleSpaces.Ring");
        _probing = Task.Run(ProbeAsync);
    }

    /// <summary>Raised when it went down, came up or was restarted. Handlers are quick.</summary>
    public event EventHandler? Changed;

    public ITupleSpace Space { get; }

    /// <summary>What is known of how long it has been collecting tuples.</summary>
    public SpaceAge Age
    {
        get
        {
            lock (_lock)
            {
                return _age;
            }
        }
    }

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
            await ProbeOnceAsync(withRead: true).ConfigureAwait(false);
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

    /// <summary>Sees who the space is, unless that was done lately. Callers share one question.</summary>
    /// <exception cref="MemberDownException">It is down, or does not answer.</exception>
    public async ValueTask IdentifyAsync(CancellationToken cancellationToken)
    {
        Task identifying;
        lock (_lock)
        {
            if (_up is null)
            {
                throw new MemberDownException(Space, null);
            }

            if (_identifiedAt is { } last && _options.TimeProvider.GetElapsedTime(last) < IdentityIsFreshFor)
            {
                return;
            }

            identifying = _identifying is null or { IsCompleted: true } ? _identifying = Task.Run(() => ProbeOnceAsync(withRead: false), CancellationToken.None) : _identifying;
        }

        await identifying.WaitAsync(cancellationToken).ConfigureAwait(false);
        _ = TokenOfThisTime();
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
                        await ProbeOnceAsync(withRead: true).ConfigureAwait(false);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task ProbeOnceAsync(bool withRead)
    {
        using var limit = new CancellationTokenSource(_options.ProbeTimeout, _options.TimeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        try
        {
            // A call that does not heed its token must not hold this up.
            if (withRead)
            {
                await Space.TryReadAsync(SignOfLife, TimeSpan.Zero, ended.Token).AsTask().WaitAsync(ended.Token).ConfigureAwait(false);
            }

            await RecoverAsync(await SpaceIdentity.OfAsync(Space, ended.Token).AsTask().WaitAsync(ended.Token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception error)
        {
            // Whatever it says, it does not answer a question.
            await FailAsync(error).ConfigureAwait(false);
        }
    }

    /// <summary>It answered: it is up, and is the one of before or a newcomer.</summary>
    private async ValueTask RecoverAsync(SpaceIdentity? identity)
    {
        CancellationTokenSource? before = null;
        bool wasDown, isRestart;
        lock (_lock)
        {
            wasDown = _up is null;
            isRestart = Learn(identity, wasDown);
            if (wasDown || isRestart)
            {
                before = _up;
                _up = new CancellationTokenSource();
            }
        }

        if (wasDown)
        {
            LogUp(Space);
        }

        if (isRestart)
        {
            LogRestarted(Space);
        }

        if (before is not null)
        {
            await before.CancelAsync().ConfigureAwait(false); // as in FailAsync
        }

        if (wasDown || isRestart)
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>Under the lock. True when the identity is another one than before.</summary>
    private bool Learn(SpaceIdentity? identity, bool wasDown)
    {
        var clock = _options.TimeProvider;
        var now = clock.GetTimestamp();
        _identifiedAt = now;
        if (identity is null || string.Equals(identity.Text, _identity, StringComparison.Ordinal))
        {
            return false;
        }

        var isRestart = _identity is not null;
        _identity = identity.Text;
        _age = identity.Uptime is { } uptime
            ? new(now - (long)(uptime.TotalSeconds * clock.TimestampFrequency), isRestart)
            : isRestart || wasDown ? new(now, WasRestarted: true) : new(null, WasRestarted: false); // one that was down from the beginning is taken for restarted
        return isRestart;
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
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
