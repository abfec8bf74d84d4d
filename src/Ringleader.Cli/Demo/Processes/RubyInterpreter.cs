using System.Diagnostics;

namespace Ringleader.Cli.Demo.Processes;

/// <summary>The Ruby of this machine, where there is one.</summary>
internal static class RubyInterpreter
{
    private const string Program = "ruby";

    /// <summary>Ruby's version when it can speak druby://; null when there is none, or it lacks the library.</summary>
    public static async Task<string?> FindVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var ruby = ChildProcess.Start("Ruby", new ProcessStartInfo(Program, ["-e", "require 'drb'; puts RUBY_VERSION"]));
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

    /// <summary>The command that runs a script, given as text.</summary>
    public static ProcessStartInfo Run(string script, params string[] arguments) => new(Program, ["-e", script, .. arguments]);
}
