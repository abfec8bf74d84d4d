using System.Text.Json;
using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Reporting;
using Ringleader.LoadTests.Roles.TupleSpaces;

namespace Ringleader.LoadTests.Parts.TupleSpaces;

/// <summary>Has a process count what a million resident tuples take.</summary>
internal static class SpaceMemoryProbe
{
    private const double MostBytesPerTuple = 250;

    public static async Task<IReadOnlyList<MemoryRow>> RunAsync(CancellationToken cancellationToken)
    {
        string output = await OneShot.RunAsync(ProcessRecipe.Role("memory"), cancellationToken);
        SpaceMemory counted = JsonSerializer.Deserialize<SpaceMemory>(output, JsonSerializerOptions.Web)
            ?? throw new LoadTestException("The count of memory is null.");
        return
        [
            new("per tuple of (Symbol, integer, short string) at 1,000,000: collected heap", counted.Heap, MostBytesPerTuple),
            new("per tuple of (Symbol, integer, short string) at 1,000,000: growth of the process", counted.Resident, MostBytesPerTuple),
        ];
    }
}
