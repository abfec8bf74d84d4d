namespace Ringleader.Jobs.Working;

/// <content>Being told to stop, and for how long the attempt has been running.</content>
internal sealed partial class JobAttempt
{
    private static readonly TimeSpan LongestLimit = TimeSpan.FromDays(45); // About as far as a timer goes.

    private CancellationTokenSource? _stopping;
    private ITimer? _limit;
    private int _reason;
    private long _startedAt;

    public override CancellationToken Stop
    {
        get
        {
            if (Volatile.Read(ref _stopping) is { } stopping)
            {
                return stopping.Token;
            }

            var made = new CancellationTokenSource();
            if (Interlocked.CompareExchange(ref _stopping, made, null) is { } first)
            {
                made.Dispose();
                return first.Token;
            }

            // Whoever told it to stop before it had a source did not find one.
            if (StopReason != StopReason.None)
            {
                made.Cancel();
            }

            return made.Token;
        }
    }

    /// <summary>Why it was told to stop first.</summary>
    public StopReason StopReason => (StopReason)Volatile.Read(ref _reason);

    /// <summary>How long it has been running.</summary>
    public TimeSpan Elapsed => tenure.Options.TimeProvider.GetElapsedTime(_startedAt);

    /// <summary>How long it ran, once it has ended.</summary>
    public TimeSpan Ran { get; private set; }

    /// <summary>The attempt begins: its time counts from now on.</summary>
    public void Begin()
    {
        var clock = tenure.Options.TimeProvider;
        _startedAt = clock.GetTimestamp();
        if (job.TimeLimit is { } limit)
        {
            _limit = clock.CreateTimer(
                static attempt => ((JobAttempt)attempt!).TellToStop(StopReason.TimeIsUp), this, limit < LongestLimit ? limit : LongestLimit, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The attempt has ended.</summary>
    /// <returns>How long it ran.</returns>
    public TimeSpan End() => Ran = Elapsed;

    /// <summary>Ends the stop token, unless somebody did. What handlers hang on it runs on other threads.</summary>
    /// <returns>False when the attempt was told to stop before.</returns>
    public bool TellToStop(StopReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, (int)StopReason.None) != (int)StopReason.None)
        {
            return false;
        }

        if (Volatile.Read(ref _stopping) is { } stopping)
        {
            _ = stopping.CancelAsync().ContinueWith(
                static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        return true;
    }
}
