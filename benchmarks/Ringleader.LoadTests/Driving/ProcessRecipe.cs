using System.Diagnostics;
using System.Reflection;

namespace Ringleader.LoadTests.Driving;

/// <summary>How to start one process of a subject: a role of this program, or a Ruby script beside it.</summary>
internal sealed record ProcessRecipe(string Name, string FileName, IReadOnlyList<string> Arguments)
{
    public static ProcessRecipe Role(string role)
    {
        // Started by the dotnet command or by its own executable: the roles are started the same way.
        string program = Environment.ProcessPath ?? throw new PlatformNotSupportedException("The path of this process is not known.");
        string[] assembly = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [];
        return new ProcessRecipe(role, program, [.. assembly, "role", role]);
    }

    public static ProcessRecipe Ruby(string script) =>
        new(script, "ruby", [Path.Combine(AppContext.BaseDirectory, "Ruby", script)]);

    public ProcessStartInfo ToStartInfo(params IEnumerable<string> moreArguments) =>
        new(FileName, [.. Arguments, .. moreArguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
}
