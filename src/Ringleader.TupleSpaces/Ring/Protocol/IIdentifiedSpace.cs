namespace Ringleader.TupleSpaces.Ring.Protocol;

/// <summary>A space that identifies itself without being asked over druby.</summary>
internal interface IIdentifiedSpace
{
    /// <summary>Its identity now.</summary>
    ValueTask<SpaceIdentity?> IdentifyAsync(CancellationToken cancellationToken);
}
