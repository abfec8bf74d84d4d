using System.CommandLine;
using Ringleader.Cli.Spaces;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader space read</c>.</summary>
internal sealed class SpaceReadCommand : CliCommand
{
    private readonly Argument<string> _template = new("TUPLE") { Description = "A JSON array or object; null is anything" };
    private readonly SpaceOptions _space = new();
    private readonly Option<TimeSpan?> _timeout = WaitOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "The tuple is printed as JSON in any case" };

    public SpaceReadCommand(CliConsole console)
        : base("read", "Wait for a tuple that matches and print it; it stays", console)
    {
        Add(_template);
        Add(_timeout);
        Add(_json);
        _space.AddTo(this);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => SpaceCommand.TupleHelp + """


        Exit code:
          0 there was one, 1 there was none in time, 2 wrong use.

        Examples:
          ringleader space read '["job", {"$type": "Integer"}, null]' --timeout 5s

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var template = TupleJson.ReadTemplate(parsed.GetRequiredValue(_template));
        return _space.UseAsync(parsed, ReadAsync, cancellationToken);

        async Task<int> ReadAsync(ITupleSpace space, CancellationToken token)
        {
            var timeout = WaitOption.Of(parsed, _timeout);
            var tuple = await space.TryReadAsync(template, timeout, token).ConfigureAwait(false) ?? throw WaitOption.NothingCame(template, timeout);
            await Console.Out.WriteLineAsync(TupleJson.Write(tuple)).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }
}
