using Ringleader.TupleSpaces;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>
/// The call that is measured. In an empty space it writes a new tuple and takes it. Where tuples are resident it takes any of
/// them and writes it back, so that as many stay as there were. Ruby/rinda_jobs.rb does the same.
/// </summary>
internal static class WriteAndTake
{
    public static async ValueTask<int> CallAsync(ITupleSpace space, IWorkload workload, int resident, int caller)
    {
        if (resident == 0)
        {
            await space.WriteAsync(workload.Tuple(caller));
            await TakeAsync(space, workload, caller);
        }
        else
        {
            await space.WriteAsync(await TakeAsync(space, workload, Random.Shared.Next(resident)));
        }

        return caller;
    }

    private static async ValueTask<SpaceTuple> TakeAsync(ITupleSpace space, IWorkload workload, int id)
    {
        SpaceTuple taken = await space.TakeAndCommitAsync(workload.Template(id));
        return taken.Get<int>(1) == id
            ? taken
            : throw new InvalidOperationException($"Asked for tuple {id} and took {taken}, so the run is void.");
    }
}
