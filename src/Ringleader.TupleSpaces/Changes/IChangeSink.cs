namespace Ringleader.TupleSpaces.Changes;

/// <summary>Who is told each committed change, in order: the watches today, and the place where a log attaches.</summary>
internal interface IChangeSink
{
    /// <summary>Takes a change note of. Called under the space's lock: quick, and without calling anybody.</summary>
    void Apply(in Change change, ref Aftermath aftermath);
}
