using System.Diagnostics;

namespace Ringleader.LoadTests.Driving;

/// <summary>A process that does one thing and ends, as opposed to a <see cref="ChildProcess"/>, which is spoken to.</summary>
internal static class OneShot
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="LoadTestException">It failed.</exception>
    public static async Task<string> RunAsync(ProcessRecipe recipe, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(recipe.ToStartInfo())!; // Null only with the shell.
        try
        {
            process.StandardInput.Close();
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? output
                : throw new LoadTestException($"'{recipe.Name}' ended with exit code {process.ExitCode}. It said:\n{output}");
        }
        finally
        {
            process.Kill();
        }
    }
}
