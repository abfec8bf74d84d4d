using System.Text.Json;
using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts.Remoting;

/// <summary>Runs the allocation benchmark of Ringleader.Benchmarks and reads what BenchmarkDotNet counted.</summary>
internal static class AllocationBenchmark
{
    private const double MostBytesPerCall = 300;

    // Both projects build into sibling folders: bin/PROJECT/CONFIGURATION/.
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Ringleader.Benchmarks", new DirectoryInfo(AppContext.BaseDirectory).Name, "Ringleader.Benchmarks.dll"));

    public static async Task<IReadOnlyList<MemoryRow>> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Program))
        {
            throw new LoadTestException($"Allocations are counted by '{Program}', which is not there. Build benchmarks/Ringleader.Benchmarks in the same configuration.");
        }

        DirectoryInfo artifacts = Directory.CreateTempSubdirectory("ringleader-bench-");
        try
        {
            var benchmark = new ProcessRecipe(
                "the allocation benchmark",
                ProcessRecipe.DotNet,
                [Program, "--filter", "*EchoAllocationBenchmark*", "--exporters", "json", "--artifacts", artifacts.FullName]);
            string output = await OneShot.RunAsync(benchmark, cancellationToken);
            string report = Directory.EnumerateFiles(artifacts.FullName, "*-report-full-compressed.json", SearchOption.AllDirectories).SingleOrDefault()
                ?? throw new LoadTestException($"The allocation benchmark left no report. It said:\n{output}");
            using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(report, cancellationToken));
            return [.. document.RootElement.GetProperty("Benchmarks").EnumerateArray().Select(Row)];
        }
        finally
        {
            artifacts.Delete(recursive: true);
        }
    }

    private static MemoryRow Row(JsonElement benchmark) => new(
        $"allocation per typed call, client + server: {benchmark.GetProperty("Method").GetString()}",
        benchmark.GetProperty("Memory").GetProperty("BytesAllocatedPerOperation").GetInt64(),
        MostBytesPerCall);
}
