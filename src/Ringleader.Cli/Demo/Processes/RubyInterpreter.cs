using System.Diagnostics;

namespace Ringleader.Cli.Demo.Processes;

/// <summary>The Ruby of this machine, where there is one.</summary>
internal static class RubyInterpreter
{
    private const string Program = "ruby";

    /// <summary>What to say where there is none.</summary>
    /// <param name="role">What Ruby would do, as in <c>a Ruby worker take part</c>.</param>
    public static string Missing(string role) => $"is not installed: to see {role}, install it (Debian: apt-get install ruby)";

    /// <summary>Ruby's version when it has a library; null when there is none, or it lacks the library.</summary>
    public static async Task<string?> FindVersionAsync(string library, CancellationToken cancellationToken)
    {
        try
        {
            var ruby = ChildProcess.Start("Ruby", new ProcessStartInfo(Program, ["-e", $"require '{library}'; puts RUBY_VERSION"]));
            await using (ruby.ConfigureAwait(false))
            {
                var version = await ruby.ReadLineAsync(cancellationToken).ConfigureAwait(false);
                await ruby.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return ruby.HasFailed ? null : version;
            }
        }
        catch (CommandFailedException)
        {
            // It cannot be started, which is an answer too.
            return null;
        }
    }

    /// <summary>The command that runs a script which the project embeds.</summary>
    public static ProcessStartInfo RunEmbedded(string resource, params string[] arguments)
    {
        using var script = new StreamReader(typeof(RubyInterpreter).Assembly.GetManifestResourceStream(resource)!); // embedded by the project
        return new(Program, ["-e", script.ReadToEnd(), .. arguments]);
    }
}
