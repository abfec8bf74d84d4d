namespace Ringleader.Jobs;

/// <summary>
/// When a failed attempt is followed by another, and how often in all. A handler that knows better throws
/// <see cref="RetryLaterException"/> or <see cref="GiveUpException"/>. Immutable and thread-safe.
/// </summary>
/// <remarks>Source of the default: Delayed Job, <c>lib/delayed/worker.rb</c>, <c>reschedule_at</c>.</remarks>
public sealed class RetryPolicy
{
    /// <summary>The longest delay there is; what a policy gives beyond it is cut. 30 days.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    /// <summary>
    /// Spreads delays from half to one and a half times: over a range as long as the delay itself, so that what failed together does not come
    /// back together.
    /// </summary>
    private const double UsualJitter = 0.5;

    private readonly Func<int, TimeSpan> _delay;
    private readonly double _jitter;
    private readonly Type[] _hopeless;

    private RetryPolicy(Func<int, TimeSpan> delay, int maxAttempts, double jitter, Type[] hopeless)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(jitter);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(jitter, 1);
        _delay = delay;
        MaxAttempts = maxAttempts;
        _jitter = jitter;
        _hopeless = hopeless;
    }

    /// <summary>As Delayed Job: 25 attempts, <c>attempts⁴ + 5</c> seconds after each, here with a jitter of a half.</summary>
    public static RetryPolicy Default { get; } = new(
        static attempts => Seconds(Math.Pow(attempts, 4) + 5), JobDefaults.MaxAttempts, jitter: UsualJitter, hopeless: []);

    /// <summary>One attempt only.</summary>
    public static RetryPolicy None { get; } = new(static _ => TimeSpan.Zero, maxAttempts: 1, jitter: 0, hopeless: []);

    /// <summary>How many attempts there are in all, for jobs that do not say themselves.</summary>
    public int MaxAttempts { get; }

    /// <summary>The same delay after each attempt, with a jitter of a half.</summary>
    /// <param name="delay">Zero or more.</param>
    /// <param name="maxAttempts">How many attempts there are in all, 1 or more.</param>
    public static RetryPolicy Every(TimeSpan delay, int maxAttempts = JobDefaults.MaxAttempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new RetryPolicy(_ => delay, maxAttempts, jitter: UsualJitter, hopeless: []);
    }

    /// <summary>A delay that doubles after each attempt, with a jitter of a half.</summary>
    /// <param name="first">After the first attempt; positive.</param>
    /// <param name="longest">Where it stops growing.</param>
    /// <param name="maxAttempts">How many attempts there are in all, 1 or more.</param>
    public static RetryPolicy Doubling(TimeSpan first, TimeSpan longest, int maxAttempts = JobDefaults.MaxAttempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(first, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, first);
        return new RetryPolicy(
            attempts => Seconds(Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, attempts - 1))), maxAttempts, jitter: UsualJitter, hopeless: []);
    }

    /// <summary>A delay of your own, taken as it is.</summary>
    /// <param name="delayAfter">Gives the delay after the attempt of that number, 1 for the first.</param>
    /// <param name="maxAttempts">How many attempts there are in all, 1 or more.</param>
    public static RetryPolicy Custom(Func<int, TimeSpan> delayAfter, int maxAttempts = JobDefaults.MaxAttempts)
    {
        ArgumentNullException.ThrowIfNull(delayAfter);
        return new RetryPolicy(delayAfter, maxAttempts, jitter: 0, hopeless: []);
    }

    /// <summary>The same policy with other jitter: each delay is changed by up to that part of it, at random, up or down.</summary>
    /// <param name="part">0 for none, 1 for anything between nothing and double.</param>
    public RetryPolicy WithJitter(double part) => new(_delay, MaxAttempts, part, _hopeless);

    /// <summary>The same policy, which fails a job at once when the handler throws such an exception.</summary>
    /// <typeparam name="TException">The type, or a base of what is thrown.</typeparam>
    public RetryPolicy GiveUpOn<TException>()
        where TException : Exception => new(_delay, MaxAttempts, _jitter, [.. _hopeless, typeof(TException)]);

    /// <summary>Whether trying again is of no use after such an error.</summary>
    internal bool IsHopeless(Exception error) => Array.Exists(_hopeless, type => type.IsInstanceOfType(error));

    /// <summary>How long to wait after an attempt.</summary>
    /// <param name="attempt">The attempt that failed, 1 for the first.</param>
    /// <param name="random">0 to 1, drawn by the caller.</param>
    internal TimeSpan DelayAfter(int attempt, double random)
    {
        double delay = _delay(attempt).TotalSeconds;
        return Seconds(delay * (1 + (_jitter * ((2 * random) - 1))));
    }

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(Math.Clamp(value, 0, LongestDelay.TotalSeconds));
}
