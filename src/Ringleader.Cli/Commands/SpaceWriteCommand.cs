using System.CommandLine;
using Ringleader.Cli.Spaces;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader space write</c>.</summary>
internal sealed class SpaceWriteCommand : CliCommand
{
    private readonly Argument<string> _tuple = new("TUPLE") { Description = "A JSON array or object" };
    private readonly SpaceOptions _space = new();
    private readonly Option<TimeSpan?> _expires = DurationOption.Create("--expires", "When the tuple goes by itself; default never");

    public SpaceWriteCommand(CliConsole console)
        : base("write", "Write a tuple", console)
    {
        Add(_tuple);
        Add(_expires);
        _space.AddTo(this);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => SpaceCommand.TupleHelp + """


        Examples:
          ringleader space write '["job", 1, {"$symbol": "urgent"}]' --expires 10m

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var tuple = TupleJson.ReadTuple(parsed.GetRequiredValue(_tuple));
        var lifetime = parsed.GetValue(_expires) is { } time ? Lifetime.For(time) : Lifetime.Forever;
        return _space.UseAsync(parsed, WriteAsync, cancellationToken);

        async Task<int> WriteAsync(ITupleSpace space, CancellationToken token)
        {
            await space.WriteAsync(tuple, lifetime, token).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }
}
