using System.CommandLine;
using Ringleader.Cli.Spaces;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader space take</c>: the tuple is gone once it is printed, and not before.</summary>
internal sealed class SpaceTakeCommand : CliCommand
{
    private readonly Argument<string> _template = new("TUPLE") { Description = "A JSON array or object; null is anything" };
    private readonly SpaceOptions _space = new();
    private readonly Option<TimeSpan?> _timeout = WaitOption.Create();
    private readonly Option<bool> _all = new("--all") { Description = "Take all that match now, without waiting; one per line" };
    private readonly Option<bool> _json = new("--json") { Description = "Tuples are printed as JSON in any case; with --all as one document" };

    public SpaceTakeCommand(CliConsole console)
        : base("take", "Wait for a tuple that matches, print it and take it away", console)
    {
        Add(_template);
        Add(_timeout);
        Add(_all);
        Add(_json);
        _space.AddTo(this);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => SpaceCommand.TupleHelp + """


        Exit code:
          0 there was one, 1 there was none in time, 2 wrong use. With --all also 0 when there was none.

        Examples:
          ringleader space take '["job", null]' --timeout 5s
          ringleader space take '["job", {"$range": [1, 10]}]' --all

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var template = TupleJson.ReadTemplate(parsed.GetRequiredValue(_template));
        if (!parsed.GetValue(_all))
        {
            return _space.UseAsync(parsed, (space, token) => TakeAsync(space, template, WaitOption.Of(parsed, _timeout), token), cancellationToken);
        }

        return parsed.GetValue(_timeout) is null
            ? _space.UseAsync(parsed, TakeAllAsync, cancellationToken)
            : throw new WrongUseException("The options --all and --timeout exclude each other: --all waits for nothing.");

        async Task<int> TakeAllAsync(ITupleSpace space, CancellationToken token)
        {
            var tuples = await space.TakeAllAsync(template, cancellationToken: token).ConfigureAwait(false);
            await TuplePrinter.PrintAsync(Console, tuples, parsed.GetValue(_json)).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    private async Task<int> TakeAsync(ITupleSpace space, Template template, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var taken = await space.TryTakeAsync(template, timeout, cancellationToken).ConfigureAwait(false) ?? throw WaitOption.NothingCame(template, timeout);
        await using (taken.ConfigureAwait(false))
        {
            await Console.Out.WriteLineAsync(TupleJson.Write(taken.Tuple)).ConfigureAwait(false);
            await Console.Out.FlushAsync(cancellationToken).ConfigureAwait(false);

            // It is printed: somebody has it, and an interruption must not give it to another too.
            await taken.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }
}
