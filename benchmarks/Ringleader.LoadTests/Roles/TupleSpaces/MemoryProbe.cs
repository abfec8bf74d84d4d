using System.Globalization;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>
/// What a million tuples of a Symbol, an integer and a short string keep: their values, what the space keeps about them, and
/// the index of the one kind of template that is asked for.
/// </summary>
internal static class MemoryProbe
{
    private const int Tuples = 1_000_000;

    // An index grows with the calls that need it. So many calls are far more than it takes.
    private const int Reads = 10_000;

    private static readonly RubySymbol Head = RubySymbol.Of("job");

    public static async Task<SpaceMemory> CountAsync()
    {
        await using (TupleSpace rehearsal = await FillAsync(Reads))
        {
            // Code and buffers that do not grow with the tuples are there when the counting begins.
        }

        long heapBefore = CollectedHeap();
        long residentBefore = Environment.WorkingSet;
        await using TupleSpace space = await FillAsync(Tuples);
        long heap = CollectedHeap() - heapBefore;
        long resident = Environment.WorkingSet - residentBefore;
        return new SpaceMemory((double)heap / Tuples, (double)resident / Tuples);
    }

    private static async Task<TupleSpace> FillAsync(int count)
    {
        var space = new TupleSpace();
        for (int id = 0; id < count; id++)
        {
            await space.WriteAsync([Head, id, string.Create(CultureInfo.InvariantCulture, $"p{id}")]);
        }

        for (int read = 0; read < Reads; read++)
        {
            SpaceTuple? found = await space.TryReadAsync([Head, Random.Shared.Next(count), null]);
            _ = found ?? throw new InvalidOperationException("A tuple that was written is not there, so the count is void.");
        }

        return space;
    }

    private static long CollectedHeap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
