using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>When a wait is over; a renewer may put it off each time it comes.</summary>
internal sealed class Deadline
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _renewLimit;
    private readonly ITupleRenewer? _renewer;
    private TimeSpan? _duration;
    private long _since;

    public Deadline(Lifetime lifetime, TimeSpan renewLimit, TimeProvider clock)
    {
        _clock = clock;
        _renewLimit = renewLimit;
        _renewer = lifetime.Renewer;
        _duration = lifetime.Renewer is null ? lifetime.Duration : TimeSpan.Zero;
        _since = clock.GetTimestamp();
    }

    public bool IsOver => _renewer is null && Left() == TimeSpan.Zero;

    /// <summary>Null for never.</summary>
    public DateTimeOffset? Instant => _duration is null ? null : _clock.GetUtcNow() + Left();

    /// <summary>How long until then, infinite for never, zero for now; asks the renewer when it has come.</summary>
    public async ValueTask<TimeSpan> TimeLeftAsync(Template waiting, CancellationToken cancellationToken)
    {
        if (_renewer is not null && Left() == TimeSpan.Zero)
        {
            _duration = await AskAsync(_renewer, waiting, cancellationToken).ConfigureAwait(false);
            _since = _clock.GetTimestamp();
        }

        return Left();
    }

    private TimeSpan Left()
    {
        if (_duration is not { } duration)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = duration - _clock.GetElapsedTime(_since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>A renewer that fails or does not answer in time lets the wait end.</summary>
    private async ValueTask<TimeSpan?> AskAsync(ITupleRenewer renewer, Template waiting, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_renewLimit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return (await renewer.RenewAsync(SpaceTuple.Create([.. waiting]), either.Token).ConfigureAwait(false)).Duration;
        }
        catch (Exception error) when (error is RemotingException or TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
    }
}
