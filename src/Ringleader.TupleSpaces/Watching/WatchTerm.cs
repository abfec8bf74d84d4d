using Ringleader.TupleSpaces.Changes;
using Ringleader.TupleSpaces.Expiry;

namespace Ringleader.TupleSpaces.Watching;

/// <summary>How long a watch goes on. Its renewer is shown the template as a tuple.</summary>
internal sealed class WatchTerm(TupleSpace space, Renewals renewals, TupleWatch watch, Grant grant, TimeSpan dueAt)
    : Term(renewals, dueAt, grant.Renewer)
{
    public override SpaceTuple Subject => SubjectOf(watch.Watched);

    public override bool IsInForce => watch.Term == this;

    public static SpaceTuple SubjectOf(Template template) =>
        template.Keys is { } keys ? SpaceTuple.WithKeys([.. keys.Zip(template)]) : SpaceTuple.Create([.. template]);

    public override void End(ref Aftermath aftermath) => space.Close(watch, ref aftermath);
}
