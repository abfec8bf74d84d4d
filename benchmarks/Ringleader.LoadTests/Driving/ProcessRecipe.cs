using System.Diagnostics;
using System.Reflection;

namespace Ringleader.LoadTests.Driving;

/// <summary>How to start one process of a subject: a role of this program, or a script beside it.</summary>
internal sealed record ProcessRecipe(string Name, string FileName, IReadOnlyList<string> Arguments)
{
    public const string RubyProgram = "ruby";

    /// <summary>Where eng/node-peers.sh puts it: in the folder of artifacts, which this program is in too, as bin/PROJECT/CONFIGURATION.</summary>
    public static string NodeProgram { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "node_modules", ".bin", "node"));

    /// <summary>The command that runs assemblies: the one that runs this, which need not be on the path.</summary>
    public static string DotNet { get; } =
        Environment.ProcessPath is { } program && Path.GetFileNameWithoutExtension(program) == "dotnet" ? program : "dotnet";

    public static ProcessRecipe Role(string role, params IEnumerable<string> arguments) =>
        new(role, DotNet, [Assembly.GetExecutingAssembly().Location, "role", role, .. arguments]);

    public static ProcessRecipe Ruby(string script, params IEnumerable<string> arguments) =>
        new(script, RubyProgram, [Path.Combine(AppContext.BaseDirectory, "Ruby", script), .. arguments]);

    /// <summary>A script of benchmarks/peers.</summary>
    public static ProcessRecipe Peer(string program, string script, params IEnumerable<string> arguments) =>
        new(script, program, [Path.Combine(AppContext.BaseDirectory, "Peers", script), .. arguments]);

    public ProcessStartInfo ToStartInfo(params IEnumerable<string> moreArguments) =>
        new(FileName, [.. Arguments, .. moreArguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
}
