using Ringleader.TupleSpaces;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>
/// The call that is measured: a tuple is written, and one with the same number is taken. Where such tuples were resident it is
/// the older one, so that as many stay as there were.
/// </summary>
internal static class WriteAndTake
{
    public static async ValueTask<int> CallAsync(ITupleSpace space, IWorkload workload, int resident, int caller)
    {
        int id = resident == 0 ? caller : Random.Shared.Next(resident);
        await space.WriteAsync(workload.Tuple(id));
        SpaceTuple taken = await space.TakeAndCommitAsync(workload.Template(id));
        return taken.Get<int>(1) == id
            ? caller
            : throw new InvalidOperationException($"Asked for tuple {id} and took {taken}, so the run is void.");
    }
}
