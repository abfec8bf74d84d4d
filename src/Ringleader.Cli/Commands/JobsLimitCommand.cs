using System.CommandLine;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs limit</c>: how much of a queue or a key may go on at a time, over all nodes.</summary>
internal sealed class JobsLimitCommand : CliCommand
{
    private readonly Argument<string?> _name = new("NAME") { Description = "queue:NAME, key:NAME, or key:* for each key that has no limit of its own", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<int?> _running = new("--running") { Description = "How many may run at a time, 0 or more", HelpName = "N" };
    private readonly Option<int?> _starts = new("--starts") { Description = "How many may start in the time that --per names; of queues only", HelpName = "N" };
    private readonly Option<TimeSpan?> _per = DurationOption.Create("--per", "The time that --starts speaks of");
    private readonly Option<bool> _remove = new("--remove") { Description = "Lift the limit" };
    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsLimitCommand(CliConsole console)
        : base("limit", "Set or lift the limit of a queue or a key; without a name list all limits", console)
    {
        Add(_name);
        Add(_running);
        Add(_starts);
        Add(_per);
        Add(_remove);
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          A limit holds for all nodes of the store together. What runs runs on, also above a limit that was lowered. What is given
          replaces the whole limit of that name.

        Examples:
          ringleader jobs limit queue:mail --running 5 --starts 100 --per 1m
          ringleader jobs limit key:tenant-7 --running 1
          ringleader jobs limit queue:mail --remove
          ringleader jobs limit

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var limit = Read(parsed);
        return _store.UseAsync(parsed, SetAsync, cancellationToken);

        async Task<int> SetAsync(OpenStore opened, CancellationToken token)
        {
            if (limit is not null)
            {
                await opened.Jobs.SetLimitAsync(limit, token).ConfigureAwait(false);
            }

            var limits = await opened.Jobs.ListLimitsAsync(token).ConfigureAwait(false);
            await Console.Out.WriteLineAsync(parsed.GetValue(_json)
                ? new JsonArray([.. limits.Select(LimitText.ToJson)]).ToJsonString()
                : string.Join('\n', limits.Select(static each => OneLine.Of(LimitText.Of(each))).DefaultIfEmpty("There are no limits."))).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    /// <summary>The limit to set; null to list only.</summary>
    private JobLimit? Read(ParseResult parsed)
    {
        var (name, running, starts, per) = (parsed.GetValue(_name), parsed.GetValue(_running), parsed.GetValue(_starts), parsed.GetValue(_per));
        var hasNumbers = running is not null || starts is not null || per is not null;
        var removes = parsed.GetValue(_remove);
        if (name is null)
        {
            return hasNumbers || removes ? throw new WrongUseException("Name the limit: queue:NAME or key:NAME.") : null;
        }

        if (hasNumbers == removes)
        {
            throw new WrongUseException("Give --running, --starts with --per, or both, or else --remove.");
        }

        try
        {
            var limit = new JobLimit(name, running, starts, per);
            JobLimit.ThrowIfInvalid(limit);
            return limit;
        }
        catch (ArgumentException refused)
        {
            throw WrongUseException.Of(refused);
        }
    }
}
