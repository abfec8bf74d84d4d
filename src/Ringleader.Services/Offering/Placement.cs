using Ringleader.TupleSpaces;

namespace Ringleader.Services.Offering;

/// <summary>An offer on one ring server.</summary>
/// <param name="Entry">The handle of the tuple that was last written there.</param>
/// <param name="Tuple">That tuple: its reference carries the address by which that ring server reaches this process.</param>
/// <param name="IsThere">Whether the server had it when it was last asked.</param>
internal sealed record Placement(ITupleEntry Entry, SpaceTuple Tuple, bool IsThere)
{
    /// <summary>How many times in a row the tuple was gone right after it had been written.</summary>
    public int TimesGone { get; init; }
}
