namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader space</c>: the tuples of a space, .NET or Ruby.</summary>
internal sealed class SpaceCommand : CliCommand
{
    /// <summary>How tuples and templates are written, for the help of each command.</summary>
    public const string TupleHelp = """
        Tuples:
          A tuple is a JSON array, or an object for a tuple with keys. {"$symbol": "name"} is a Symbol, and {"$binary": "base64"} a
          binary String. In a template null is anything, and {"$type": "Integer"}, {"$range": [1, 10]} and {"$regexp": "^a"} are
          patterns. Tuples are printed in the same form, one per line, so that they can be written again; only references cannot.
        """;

    public SpaceCommand(CliConsole console)
        : base("space", "Write, read, take and watch the tuples of a space, .NET or Ruby", console)
    {
        Add(new SpaceWriteCommand(console));
        Add(new SpaceReadCommand(console));
        Add(new SpaceTakeCommand(console));
        Add(new SpaceListCommand(console));
        Add(new SpaceWatchCommand(console));
    }

    /// <inheritdoc/>
    public override string HelpText => TupleHelp + """


        Examples:
          ringleader space write '["job", 1]' --expires 10m
          ringleader space take '["job", null]' --timeout 5s
          ringleader space list '[{"$symbol": "name"}, null, null, null]' --uri druby://localhost:8787

        """;
}
