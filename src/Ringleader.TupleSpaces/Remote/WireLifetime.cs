namespace Ringleader.TupleSpaces.Remote;

/// <summary>Lifetimes as Rinda's <c>sec</c> argument. Source: rinda/tuplespace.rb, TupleEntry#renew.</summary>
internal static class WireLifetime
{
    /// <summary>Nil for ever, true for over, else seconds; of a lifetime without a renewer.</summary>
    public static object? Write(Lifetime lifetime) => lifetime.Duration switch
    {
        null when lifetime.Renewer is null => null,
        { } duration when duration > TimeSpan.Zero => duration.TotalSeconds,
        _ => true,
    };

    /// <summary>The opposite. What Ruby would take for a renewer that fails, is over.</summary>
    public static Lifetime Read(object? sec) => sec switch
    {
        null => Lifetime.Forever,
        _ when WireSeconds.TryRead(sec, out var duration) => duration == TimeSpan.Zero ? Lifetime.Expired : Lifetime.For(duration),
        _ => Lifetime.Expired,
    };
}
