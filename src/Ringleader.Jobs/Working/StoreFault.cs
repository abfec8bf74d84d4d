namespace Ringleader.Jobs.Working;

/// <summary>What to make of an error of a store.</summary>
internal static class StoreFault
{
    /// <summary>
    /// False when the same call is refused again for sure. Errors that nobody has classed are taken for an outage: giving up
    /// on one of those would lose work, trying again costs a call now and then.
    /// </summary>
    public static bool IsTransient(Exception error) => error switch
    {
        RingleaderException known => known.IsTransient,
        ArgumentException or NotSupportedException => false,
        _ => true,
    };
}
