namespace Ringleader.TupleSpaces.Matching;

/// <summary>
/// The time that the regular expressions of one template may take together, whatever engine runs them. A template that has used
/// it up is refused from then on, with an error to its owner.
/// </summary>
/// <remarks>
/// Quick matches are free, so that a template may look at any number of tuples; and a little comes back all the time, so that
/// one which waits for days does not use itself up. Thread-safe.
/// </remarks>
internal sealed class MatchBudget(TimeProvider clock)
{
    /// <summary>How many places the expressions of one template may have together; see <see cref="PatternSize"/>.</summary>
    public const int MaxSize = 4_000;

    /// <summary>The longest search in one text.</summary>
    public static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(250);

    // Time of the clock, not of the processor: on a busy machine an innocent expression may take a second the first time.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Free = TimeSpan.FromMicroseconds(5);

    /// <summary>A hundredth of the time that passes comes back.</summary>
    private const int RefillDivisor = 100;

    private readonly long _since = clock.GetTimestamp();
    private long _ticksSpent;
    private long _size;

    /// <summary>A budget that the system's clock measures: what it limits is real work, whatever time a space is told.</summary>
    public MatchBudget()
        : this(TimeProvider.System)
    {
    }

    /// <summary>True once the time is used up.</summary>
    public bool IsSpent => Volatile.Read(ref _ticksSpent) >= Budget.Ticks + (clock.GetElapsedTime(_since).Ticks / RefillDivisor);

    /// <summary>Counts an expression before it is prepared.</summary>
    /// <exception cref="InvalidTupleException">The expressions of the template are too large.</exception>
    public void AddSize(long size, RegexpField pattern)
    {
        _size = Math.Min(_size + size, int.MaxValue);
        if (_size > MaxSize)
        {
            throw new InvalidTupleException(
                $"The regular expression {pattern} cannot be used in this template: with its counted repetitions written out, the template's "
                + $"expressions have more than {MaxSize} places. Repeat fewer times, or use * or +.");
        }
    }

    /// <summary>Begins a match, or the preparation of an expression.</summary>
    /// <returns>What <see cref="Spend"/> wants.</returns>
    /// <exception cref="InvalidTupleException">The time is used up.</exception>
    public long Start(RegexpField pattern) => IsSpent ? throw GivenUp(pattern) : clock.GetTimestamp();

    /// <summary>Counts the time since <see cref="Start"/>.</summary>
    public void Spend(long start)
    {
        var elapsed = clock.GetElapsedTime(start) - Free;
        if (elapsed > TimeSpan.Zero)
        {
            Interlocked.Add(ref _ticksSpent, elapsed.Ticks);
        }
    }

    private static InvalidTupleException GivenUp(RegexpField pattern)
    {
        TupleSpacesDiagnostics.RegexpsGivenUp.Add(1);
        return new($"The template was given up because its regular expressions, such as {pattern}, took more than {Budget.TotalSeconds} s. Use a simpler expression, or one without nested repetitions.");
    }
}
