using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Spaces;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader space list</c>: Rinda's <c>read_all</c>.</summary>
internal sealed class SpaceListCommand : CliCommand
{
    private readonly Argument<string> _template = new("TUPLE") { Description = "A JSON array or object; null is anything" };
    private readonly SpaceOptions _space = new();
    private readonly Option<bool> _count = new("--count") { Description = "Print only how many there are" };
    private readonly Option<bool> _json = new("--json") { Description = "Print all as one JSON document, else one tuple per line" };

    public SpaceListCommand(CliConsole console)
        : base("list", "Print all tuples that match now; they stay", console)
    {
        Add(_template);
        Add(_count);
        Add(_json);
        _space.AddTo(this);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => SpaceCommand.TupleHelp + """


        Examples:
          ringleader space list '[null, null]'
          ringleader space list '{"kind": "job", "number": {"$range": [1, null]}}' --count

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var template = TupleJson.ReadTemplate(parsed.GetRequiredValue(_template));
        return _space.UseAsync(parsed, parsed.GetValue(_count) ? CountAsync : ListAsync, cancellationToken);

        async Task<int> CountAsync(ITupleSpace space, CancellationToken token)
        {
            var count = await space.CountAsync(template, token).ConfigureAwait(false);
            await Console.Out.WriteLineAsync(count.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
            return ExitCode.Success;
        }

        async Task<int> ListAsync(ITupleSpace space, CancellationToken token)
        {
            await TuplePrinter.PrintAsync(Console, await space.ReadAllAsync(template, token).ConfigureAwait(false), parsed.GetValue(_json)).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }
}
