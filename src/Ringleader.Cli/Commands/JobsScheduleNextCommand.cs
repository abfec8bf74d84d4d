using System.CommandLine;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs schedule next</c>: the coming instants of a schedule, stored or only thought of.</summary>
internal sealed class JobsScheduleNextCommand : CliCommand
{
    private const int DefaultCount = 5;
    private const int LargestCount = 1000;
    private readonly Argument<string?> _name = new("NAME") { Description = "The schedule; none to try out --cron or --every, which needs no store", Arity = ArgumentArity.ZeroOrOne };
    private readonly ScheduleOptions _when = new();

    private readonly Option<int> _count = new("--count")
    {
        Description = $"How many instants, 1 to {LargestCount}; default {DefaultCount}",
        HelpName = "N",
        DefaultValueFactory = static _ => DefaultCount,
    };

    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsScheduleNextCommand(CliConsole console)
        : base("next", "Print when a schedule fires next", console)
    {
        Add(_name);
        _when.AddTo(this);
        Add(_count);
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Examples:
          ringleader jobs schedule next digest
          ringleader jobs schedule next --cron "30 2 * * SUN" --zone Europe/Vienna --count 20

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var count = parsed.GetValue(_count) is >= 1 and <= LargestCount and var wanted
            ? wanted
            : throw new WrongUseException($"The option --count takes 1 to {LargestCount}.");
        return (parsed.GetValue(_name), _when.Read(parsed)) switch
        {
            (null, { } schedule) => PrintAsync(schedule, TimeProvider.System.GetUtcNow()),
            ({ } name, null) => _store.UseAsync(parsed, (opened, token) => FindAsync(opened, name, token), cancellationToken),
            _ => throw new WrongUseException("Name a schedule, or give --cron or --every."),
        };

        async Task<int> FindAsync(OpenStore opened, string name, CancellationToken token)
        {
            var all = await opened.Jobs.ListSchedulesAsync(token).ConfigureAwait(false);
            var found = all.FirstOrDefault(schedule => string.Equals(schedule.Name, name, StringComparison.Ordinal))
                ?? throw new CommandFailedException($"There is no schedule '{name}' in {opened.Store.Name}.");
            return await PrintAsync(
                found.Schedule ?? throw new CommandFailedException($"This machine cannot read the schedule '{found.Text}'; it may not know the time zone."),
                await opened.Store.GetTimeAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
        }

        async Task<int> PrintAsync(Schedule schedule, DateTimeOffset now)
        {
            string[] instants = [.. After(schedule, now).Take(count).Select(JobText.Of)];
            await Console.Out.WriteLineAsync(parsed.GetValue(_json)
                ? JobJson.Texts(instants).ToJsonString()
                : string.Join('\n', instants.DefaultIfEmpty("It never fires again."))).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    private static IEnumerable<DateTimeOffset> After(Schedule schedule, DateTimeOffset now)
    {
        for (var next = schedule.NextAfter(now); next is { } instant; next = schedule.NextAfter(instant))
        {
            yield return instant;
        }
    }
}
