using Ringleader.TupleSpaces;

namespace Ringleader.Services.Offering;

/// <summary>An offer on one ring server.</summary>
/// <param name="Entry">The handle of the tuple that was last written there.</param>
/// <param name="IsThere">Whether the server had it when it was last asked.</param>
internal sealed record Placement(ITupleEntry Entry, bool IsThere);
