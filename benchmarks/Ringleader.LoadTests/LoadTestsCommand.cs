using System.CommandLine;
using Ringleader.LoadTests.Parts;

namespace Ringleader.LoadTests;

/// <summary>The command line. Exit code 0 when the run was made, 1 when it could not be, 2 on wrong use.</summary>
internal static class LoadTestsCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Measures Ringleader side by side with its peers.");
        foreach (Part part in PartCatalogue.All)
        {
            root.Add(new PartCommand(part));
        }

        ParseResult parsed = root.Parse(args);
        int exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
        return parsed.Errors.Count > 0 ? 2 : exitCode;
    }
}
