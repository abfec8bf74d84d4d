namespace Ringleader.TupleSpaces.Changes;

/// <summary>
/// The one ordered stream of a space's committed changes. The watches are fed from it; a log that lets a space outlive its process
/// attaches here, as another sink.
/// </summary>
/// <remarks>Guarded by the space's lock.</remarks>
internal sealed class ChangeStream(IChangeSink sink)
{
    /// <summary>How many changes there have been.</summary>
    public long Revision { get; private set; }

    public void Append(ChangeKind kind, SpaceTuple tuple, ref Aftermath aftermath) => sink.Apply(new(++Revision, kind, tuple), ref aftermath);
}
