using Ringleader.TupleSpaces;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>All tuples share their head, a string, which Rinda does not look them up by. Ruby/rinda_jobs.rb has the same.</summary>
internal sealed class JobTuples : IWorkload
{
    public SpaceTuple Tuple(int id) => ["job", id, "p"];

    public Template Template(int id) => ["job", id, null];
}
