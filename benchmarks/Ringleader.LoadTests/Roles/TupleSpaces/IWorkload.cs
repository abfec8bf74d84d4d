using Ringleader.TupleSpaces;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>The tuples of a subject, each with a number, and the templates that find them.</summary>
internal interface IWorkload
{
    SpaceTuple Tuple(int id);

    /// <summary>Matches the tuples with this number and no others.</summary>
    Template Template(int id);
}
