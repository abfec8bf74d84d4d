using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ringleader.Jobs;

/// <summary>
/// What becomes of the firings of a schedule that nobody was there for, after a stop or an outage. A pure function: the caller
/// brings the clock.
/// </summary>
public sealed class MissedFires : IEquatable<MissedFires>
{
    /// <summary>The most that <see cref="RunAll"/> makes up for.</summary>
    public const int LargestCount = 1000;

    private readonly int _count;
    private readonly bool _isSkipping;

    private MissedFires(int count, bool isSkipping = false)
    {
        _count = count;
        _isSkipping = isSkipping;
    }

    /// <summary>How late a firing may be to count as on time: one minute.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(1);

    /// <summary>What was missed is left out. The newest firing still runs if it is no later than <see cref="Tolerance"/>.</summary>
    public static MissedFires Skip { get; } = new(1, isSkipping: true);

    /// <summary>The newest firing runs, however late, and stands for all before it.</summary>
    public static MissedFires RunOnce { get; } = new(1);

    /// <summary>Each firing runs, the oldest first; if there are more than allowed, the newest of them.</summary>
    /// <param name="max">How many at most, from 1 to <see cref="LargestCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public static MissedFires RunAll(int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, LargestCount);
        return new MissedFires(max);
    }

    /// <summary>The instants to run a job for now, oldest first; empty when nothing is due.</summary>
    /// <param name="schedule">The schedule of the job.</param>
    /// <param name="lastFired">The instant up to which all is settled: the last firing, the last <paramref name="now"/>, or when the schedule was made.</param>
    /// <param name="now">The present. If it is not after the last, nothing is due.</param>
    /// <remarks>
    /// What is not returned is left out for good: give this <paramref name="now"/> as <paramref name="lastFired"/> the next time.
    /// The cost depends on how many instants are returned, not on how many were missed.
    /// </remarks>
    public IReadOnlyList<DateTimeOffset> Due(Schedule schedule, DateTimeOffset lastFired, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var from = _isSkipping && now - lastFired > Tolerance ? now - Tolerance - TimeSpan.FromTicks(1) : lastFired;
        var due = new List<DateTimeOffset>();
        for (var until = now; due.Count < _count && Newest(schedule, from, until) is { } newest; until = newest.AddTicks(-1))
        {
            due.Add(newest);
        }

        due.Reverse();
        return due;
    }

    /// <inheritdoc/>
    public bool Equals(MissedFires? other) => other is not null && _count == other._count && _isSkipping == other._isSkipping;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MissedFires);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_count, _isSkipping);

    /// <summary>Reads the text of a policy, as <see cref="ToString"/> gives it: <c>Skip</c>, <c>RunOnce</c> or <c>RunAll(10)</c>.</summary>
    /// <exception cref="FormatException">The text is none; the message says why.</exception>
    public static MissedFires Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var missed, out var problem) ? missed : throw new FormatException(problem);
    }

    /// <summary>Reads the text of a policy, or says what is wrong with it.</summary>
    /// <param name="text">The text; null is refused like an empty one.</param>
    /// <param name="missed">The policy, or null.</param>
    /// <param name="problem">What <see cref="Parse"/> would throw, or null.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out MissedFires? missed, [NotNullWhen(false)] out string? problem)
    {
        missed = text switch
        {
            nameof(Skip) => Skip,
            nameof(RunOnce) => RunOnce,
            _ when text is not null
                && text.StartsWith(nameof(RunAll) + "(", StringComparison.Ordinal)
                && text.EndsWith(')')
                && int.TryParse(text.AsSpan(nameof(RunAll).Length + 1)[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var max)
                && max is >= 1 and <= LargestCount => RunAll(max),
            _ => null,
        };
        problem = missed is null ? $"'{text}' is not what can become of missed firings. Write 'Skip', 'RunOnce' or 'RunAll(10)' with a number from 1 to {LargestCount}." : null;
        return missed is not null;
    }

    /// <summary>The text to store, which <see cref="Parse"/> reads: the name of the policy, with its number if it has one.</summary>
    public override string ToString() =>
        _isSkipping ? nameof(Skip) : _count == 1 ? nameof(RunOnce) : string.Create(CultureInfo.InvariantCulture, $"{nameof(RunAll)}({_count})");

    /// <summary>The newest firing after one instant and not after another, by halving the span: a schedule looks forward only.</summary>
    private static DateTimeOffset? Newest(Schedule schedule, DateTimeOffset after, DateTimeOffset until)
    {
        if (after >= until || schedule.NextAfter(after) is not { } newest || newest > until)
        {
            return null;
        }

        var none = until;
        while (none > newest)
        {
            var middle = newest.AddTicks((none - newest).Ticks / 2);
            if (schedule.NextAfter(middle) is { } later && later <= until)
            {
                newest = later;
            }
            else
            {
                none = middle;
            }
        }

        return newest;
    }
}
