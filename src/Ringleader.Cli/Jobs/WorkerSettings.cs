using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Commands;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>The options that say which jobs a worker takes, and how many at a time.</summary>
internal sealed class WorkerSettings
{
    private readonly Option<string[]> _queues = ListOption.Create("--queues", "Only jobs of these queues; default all, with --commands alone the queue commands", "QUEUE,…");
    private readonly Option<bool> _inOrder = new("--in-order") { Description = "Empty the queues one after the other as they are listed, whatever the priorities" };
    private readonly Option<int?> _minPriority = new("--min-priority") { Description = "Only jobs of at least this priority", HelpName = "N" };
    private readonly Option<int?> _maxPriority = new("--max-priority") { Description = "Only jobs of at most this priority", HelpName = "N" };

    private readonly Option<int?> _slots = new("-n", "--slots")
    {
        Description = $"How many jobs run at a time, 1 to 1000; default {JobWorkerOptions.Default.Slots.ToString(CultureInfo.InvariantCulture)}",
        HelpName = "N",
    };

    private readonly Option<TimeSpan?> _lease = DurationOption.Create(
        "--lease", $"How soon its jobs go to others when it is heard of no more, 1s to 1h, default {Duration.Format(JobWorkerOptions.Default.Lease)}");

    private readonly Option<TimeSpan?> _stopTimeout = DurationOption.Create(
        "--stop-timeout", $"How long running jobs may go on when it is to stop, default {Duration.Format(JobWorkerOptions.Default.StopTimeout)}");

    private readonly Option<string> _name = new("--name") { Description = "How it is called in logs and lists; default its host and process", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Add(_queues);
        command.Add(_inOrder);
        command.Add(_minPriority);
        command.Add(_maxPriority);
        command.Add(_slots);
        command.Add(_lease);
        command.Add(_stopTimeout);
        command.Add(_name);
    }

    /// <summary>Whether the queues are on the command line.</summary>
    public bool NamesQueues(ParseResult parsed) => parsed.GetValue(_queues) is { Length: > 0 };

    /// <summary>What is given, and the defaults for the rest.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="queues">The queues when it names none; empty for all.</param>
    public JobWorkerOptions Read(ParseResult parsed, IReadOnlyList<string> queues)
    {
        var defaults = JobWorkerOptions.Default;
        return defaults with
        {
            Name = parsed.GetValue(_name),
            Queues = NamesQueues(parsed) ? parsed.GetValue(_queues)! : queues, // there, as it names some
            InOrder = parsed.GetValue(_inOrder),
            MinPriority = parsed.GetValue(_minPriority),
            MaxPriority = parsed.GetValue(_maxPriority),
            Slots = parsed.GetValue(_slots) ?? defaults.Slots,
            Lease = parsed.GetValue(_lease) ?? defaults.Lease,
            StopTimeout = parsed.GetValue(_stopTimeout) ?? defaults.StopTimeout,
        };
    }
}
