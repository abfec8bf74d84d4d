using System.CommandLine;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Commands;

/// <summary>The option <c>--timeout</c> of commands that wait for a tuple.</summary>
internal static class WaitOption
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    public static Option<TimeSpan?> Create() => DurationOption.Create("--timeout", $"The longest to wait for a tuple, default {Duration.Format(Default)}");

    /// <summary>The time that was given, or the default.</summary>
    public static TimeSpan Of(ParseResult parsed, Option<TimeSpan?> option) => parsed.GetValue(option) ?? Default;

    /// <summary>Why there is no tuple.</summary>
    public static CommandFailedException NothingCame(Template template, TimeSpan timeout) =>
        new($"No tuple that matches {template} was there within {Duration.Format(timeout)}. Wait longer with --timeout.");
}
