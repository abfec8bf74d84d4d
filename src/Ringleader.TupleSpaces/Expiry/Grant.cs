namespace Ringleader.TupleSpaces.Expiry;

/// <summary>A lifetime whose renewer, if it has one, was asked.</summary>
/// <param name="Duration">How long from now; null for ever, zero for not at all.</param>
/// <param name="Renewer">Who is asked when that has passed.</param>
internal readonly record struct Grant(TimeSpan? Duration, ITupleRenewer? Renewer)
{
    public static Grant Forever => default;

    public static Grant Over => new(TimeSpan.Zero, null);

    public bool IsOver => Duration == TimeSpan.Zero;

    public static Grant Of(Lifetime answer, ITupleRenewer? renewer) =>
        answer.Duration is { } duration ? new(duration, duration == TimeSpan.Zero ? null : renewer) : Forever;
}
