using System.Diagnostics;
using System.Text.Json;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Driving;

/// <summary>Runs the allocation benchmark of Ringleader.Benchmarks and reads what BenchmarkDotNet counted.</summary>
internal static class AllocationBenchmark
{
    public const string RowName = "allocation";

    // Both projects build into sibling folders: bin/PROJECT/CONFIGURATION/.
    public static string DefaultProgram { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Ringleader.Benchmarks", new DirectoryInfo(AppContext.BaseDirectory).Name, "Ringleader.Benchmarks.dll"));

    public static async Task<IReadOnlyList<AllocationRow>> RunAsync(string program, CancellationToken cancellationToken)
    {
        if (!File.Exists(program))
        {
            throw new LoadTestException($"The row '{RowName}' needs '{program}', which is not there. Build benchmarks/Ringleader.Benchmarks in the same configuration.");
        }

        DirectoryInfo artifacts = Directory.CreateTempSubdirectory("ringleader-bench-");
        try
        {
            string output = await RunAsync(program, artifacts.FullName, cancellationToken);
            string report = Directory.EnumerateFiles(artifacts.FullName, "*-report-full-compressed.json", SearchOption.AllDirectories).SingleOrDefault()
                ?? throw new LoadTestException($"The allocation benchmark left no report. It said:\n{output}");
            using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(report, cancellationToken));
            return
            [
                .. document.RootElement.GetProperty("Benchmarks").EnumerateArray().Select(benchmark => new AllocationRow(
                    benchmark.GetProperty("Method").GetString()!, // Always written.
                    benchmark.GetProperty("Memory").GetProperty("BytesAllocatedPerOperation").GetInt64())),
            ];
        }
        finally
        {
            artifacts.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, string artifacts, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            ProcessRecipe.DotNet, [program, "--filter", "*EchoAllocationBenchmark*", "--exporters", "json", "--artifacts", artifacts])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!; // Null only with the shell.
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new LoadTestException($"The allocation benchmark ended with exit code {process.ExitCode}. It said:\n{output}");
            }

            return output;
        }
        finally
        {
            process.Kill();
        }
    }
}
