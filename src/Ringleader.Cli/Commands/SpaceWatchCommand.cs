using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Calling;
using Ringleader.Cli.Spaces;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader space watch</c>: Rinda's <c>notify</c>, until it is interrupted.</summary>
internal sealed class SpaceWatchCommand : CliCommand
{
    private readonly Argument<string> _template = new("TUPLE") { Description = "A JSON array or object; null is anything" };
    private readonly SpaceOptions _space = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document per line" };

    public SpaceWatchCommand(CliConsole console)
        : base("watch", "Follow what happens to the tuples that match, until Ctrl-C", console)
    {
        Add(_template);
        Add(_json);
        _space.AddTo(this);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => SpaceCommand.TupleHelp + """


        Events:
          watching (at the beginning), write, take, delete (expired or cancelled), lost (events that came too fast), close (the
          space has ended).

        Exit code:
          0 interrupted, 1 the space has ended, 2 wrong use.

        Examples:
          ringleader space watch '["job", null]' --json

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var template = TupleJson.ReadTemplate(parsed.GetRequiredValue(_template));
        return _space.UseAsync(parsed, (space, token) => FollowAsync(space, template, parsed.GetValue(_json), token), cancellationToken);
    }

    private async Task<int> FollowAsync(ITupleSpace space, Template template, bool asJson, CancellationToken cancellationToken)
    {
        var watch = await space.WatchAsync(template, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (((IAsyncDisposable)watch).ConfigureAwait(false))
        {
            try
            {
                await PrintAsync(asJson ? """{"event":"watching"}""" : "watching").ConfigureAwait(false);
                while (await watch.NextAsync(cancellationToken).ConfigureAwait(false) is { } happened)
                {
                    await PrintAsync(asJson ? ToJson(happened) : ToLine(happened)).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Success;
            }
        }

        throw new CommandFailedException("The space has ended.");
    }

    private async Task PrintAsync(string line)
    {
        await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
        await Console.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static string ToLine(TupleEvent happened) => happened.Tuple is { } tuple
        ? $"{NameOf(happened),-6}  {TupleJson.Write(tuple)}"
        : string.Create(CultureInfo.InvariantCulture, $"{NameOf(happened)}{(happened.LostCount > 0 ? $"  {happened.LostCount} events" : "")}");

    private static string ToJson(TupleEvent happened)
    {
        var json = new RubyHash { { "event", NameOf(happened) }, { "sequence", happened.Sequence } };
        if (happened.Tuple is { } tuple)
        {
            json.Add("tuple", TupleJson.ValueOf(tuple));
        }
        else if (happened.LostCount > 0)
        {
            json.Add("count", happened.LostCount);
        }

        return JsonResult.WriteReadable(json);
    }

    private static string NameOf(TupleEvent happened) => happened.Kind switch
    {
        TupleEventKinds.Write => "write",
        TupleEventKinds.Take => "take",
        TupleEventKinds.Delete => "delete",
        TupleEventKinds.Lost => "lost",
        _ => "close",
    };
}
