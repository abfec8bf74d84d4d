using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Commands;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>The options that say how a job is to be run, once or each time that a schedule fires.</summary>
internal sealed class JobSettings
{
    private readonly Option<string> _queue = new("--queue") { Description = $"Its queue; default {JobDefaults.Queue}, and for commands a queue of their own, commands", HelpName = "QUEUE" };
    private readonly Option<int?> _priority = new("--priority") { Description = "Higher runs sooner; default 0", HelpName = "N" };
    private readonly Option<int?> _maxAttempts = new("--max-attempts") { Description = $"How often it is tried in all; default {JobDefaults.MaxAttempts.ToString(CultureInfo.InvariantCulture)}", HelpName = "N" };
    private readonly Option<TimeSpan?> _timeLimit = DurationOption.Create("--time-limit", "How long one attempt may run before it is stopped and has failed");
    private readonly Option<string> _unique = new("--unique") { Description = "Enqueue nothing while a job of the kind with this key has not ended", HelpName = "KEY" };
    private readonly Option<bool> _replace = new("--replace") { Description = "With --unique: replace the arguments, time and priority of a waiting job with this key" };
    private readonly Option<string> _group = new("--group") { Description = "Run in order with the jobs of this group, one at a time", HelpName = "GROUP" };
    private readonly Option<string> _limitKey = new("--limit-key") { Description = "Count against the limit of this key", HelpName = "KEY" };
    private readonly Option<string[]> _tags = ListOption.Create("--tag", "Words to find it by", "TAG,…");
    private readonly Option<TimeSpan?> _keepResult = DurationOption.Create("--keep-result", "How long it is kept with its result once it has succeeded");

    private readonly Option<TimeSpan?> _keepFailed = DurationOption.Create("--keep-failed", "How long it is kept once it has failed, an hour or more");

    public void AddTo(Command command)
    {
        command.Add(_queue);
        command.Add(_priority);
        command.Add(_maxAttempts);
        command.Add(_timeLimit);
        command.Add(_unique);
        command.Add(_replace);
        command.Add(_group);
        command.Add(_limitKey);
        command.Add(_tags);
        command.Add(_keepResult);
        command.Add(_keepFailed);
    }

    public JobOptions Read(ParseResult parsed) => new()
    {
        Queue = parsed.GetValue(_queue),
        Priority = parsed.GetValue(_priority),
        MaxAttempts = parsed.GetValue(_maxAttempts),
        TimeLimit = parsed.GetValue(_timeLimit),
        Unique = (parsed.GetValue(_unique), parsed.GetValue(_replace)) switch
        {
            ({ } key, var replaces) => new UniqueKey(key) { Replace = replaces ? UniqueReplace.Everything : UniqueReplace.Nothing },
            (null, true) => throw new WrongUseException("--replace needs --unique with the key of the job to replace."),
            _ => null,
        },
        Group = parsed.GetValue(_group),
        LimitKey = parsed.GetValue(_limitKey),
        Tags = parsed.GetValue(_tags) ?? [],
        KeepResult = parsed.GetValue(_keepResult),
        KeepFailed = parsed.GetValue(_keepFailed),
    };
}
