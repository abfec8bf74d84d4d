using System.Diagnostics;

namespace Ringleader.Cli.Demo.Processes;

/// <summary>How this tool starts itself again, for a process of a scene.</summary>
internal static class OwnProgram
{
    private const string Name = "ringleader";

    /// <summary>The command that runs the tool with these arguments.</summary>
    public static ProcessStartInfo Command(params string[] arguments)
    {
        // The tool runs as a program of its own, or as a library that "dotnet ringleader.dll" or a test has loaded.
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath);
        var library = Path.Combine(AppContext.BaseDirectory, $"{Name}.dll");
        return host switch
        {
            Name => new ProcessStartInfo(Environment.ProcessPath!, arguments), // host came from it
            "dotnet" => new ProcessStartInfo(Environment.ProcessPath!, [library, .. arguments]),
            _ => new ProcessStartInfo("dotnet", [library, .. arguments]),
        };
    }
}
