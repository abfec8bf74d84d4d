using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Storage;

namespace Ringleader.TupleSpaces.Expiry;

/// <summary>How long a tuple stays.</summary>
internal sealed class TupleTerm(TupleSpace space, Renewals renewals, Place place, Grant grant, TimeSpan dueAt)
    : Term(renewals, dueAt, grant.Renewer)
{
    public override SpaceTuple Subject { get; } = place.Tuple;

    public override bool IsInForce => place.Entry.Term == this;

    public override void End(ref Aftermath aftermath) => space.Expire(place, ref aftermath);
}
