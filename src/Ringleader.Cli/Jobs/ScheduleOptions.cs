using System.CommandLine;
using Ringleader.Cli.Commands;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>The options <c>--cron</c> with <c>--zone</c>, and <c>--every</c>: when something is to happen again and again.</summary>
internal sealed class ScheduleOptions
{
    private readonly Option<string> _cron = new("--cron")
    {
        Description = """5 fields (minute hour day month weekday), 6 with seconds in front, or @daily and the like: "0 7 * * MON-FRI" """.TrimEnd(),
        HelpName = "EXPRESSION",
    };

    private readonly Option<string> _zone = new("--zone") { Description = "The time zone of --cron, such as Europe/Vienna; default UTC", HelpName = "ZONE" };
    private readonly Option<TimeSpan?> _every = DurationOption.Create("--every", "In even steps, at least 1s");

    public void AddTo(Command command)
    {
        command.Add(_cron);
        command.Add(_zone);
        command.Add(_every);
    }

    /// <summary>The schedule that is given; null when none is.</summary>
    /// <exception cref="WrongUseException">It cannot be meant.</exception>
    public Schedule? Read(ParseResult parsed)
    {
        try
        {
            return (parsed.GetValue(_cron), parsed.GetValue(_every), parsed.GetValue(_zone)) switch
            {
                ({ } cron, null, var zone) => Schedule.Cron(cron, zone ?? "UTC"),
                (null, { } every, null) => Schedule.Every(every),
                (null, null, null) => null,
                _ => throw new WrongUseException("Give either --cron, with --zone where it is not UTC, or --every."),
            };
        }
        catch (ArgumentException refused)
        {
            throw WrongUseException.Of(refused);
        }
        catch (Exception refused) when (refused is FormatException or TimeZoneNotFoundException)
        {
            throw new WrongUseException(refused.Message);
        }
    }
}
