using System.CommandLine;

namespace Ringleader.Cli.Commands;

/// <summary>One command of the tool. It writes to the console that it is given, and ends with an <see cref="ExitCode"/> or an exception.</summary>
internal abstract class CliCommand : Command
{
    protected CliCommand(string name, string description, CliConsole console)
        : base(name, description)
    {
        Console = console;
    }

    /// <summary>What <c>--help</c> prints behind the options: notes and examples. Empty for none.</summary>
    public abstract string HelpText { get; }

    protected CliConsole Console { get; }
}
