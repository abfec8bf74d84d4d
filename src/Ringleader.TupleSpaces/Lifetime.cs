namespace Ringleader.TupleSpaces;

/// <summary>How long a tuple or a watch stays: for ever (the default), for a time, not at all, or as long as a renewer says.</summary>
/// <remarks>
/// Rinda's <c>sec</c> argument: a number, nil, true or a renewer. For ever is for ever here, where Rinda's entries all die on
/// 2038-01-19.
/// </remarks>
public readonly record struct Lifetime
{
    private Lifetime(TimeSpan? duration, ITupleRenewer? renewer)
    {
        Duration = duration;
        Renewer = renewer;
    }

    /// <summary>Until it is taken or cancelled; the default.</summary>
    public static Lifetime Forever => default;

    /// <summary>Over before it begins: such a tuple is seen by those who wait or watch for it, and is not stored.</summary>
    public static Lifetime Expired { get; } = new(TimeSpan.Zero, null);

    /// <summary>The time from now; zero for <see cref="Expired"/>, null when it is for ever or a renewer decides.</summary>
    public TimeSpan? Duration { get; }

    /// <summary>Who decides; null when nobody is asked.</summary>
    public ITupleRenewer? Renewer { get; }

    /// <summary>True when nothing ever ends it.</summary>
    public bool IsForever => Duration is null && Renewer is null;

    /// <summary>For a time from now.</summary>
    /// <param name="duration">Zero or less is <see cref="Expired"/>; <see cref="Timeout.InfiniteTimeSpan"/> is <see cref="Forever"/>.</param>
    public static Lifetime For(TimeSpan duration) =>
        duration == Timeout.InfiniteTimeSpan ? Forever : new(duration > TimeSpan.Zero ? duration : TimeSpan.Zero, null);

    /// <summary>For as long as a renewer says, which is asked at once and then whenever its last answer runs out.</summary>
    public static Lifetime RenewedBy(ITupleRenewer renewer)
    {
        ArgumentNullException.ThrowIfNull(renewer);
        return new(null, renewer);
    }

    /// <summary><see cref="For"/>.</summary>
    public static implicit operator Lifetime(TimeSpan duration) => For(duration);
}
