using System.CommandLine;
using Ringleader.Cli.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs show</c>: all that is known of one job, and why it is where it is.</summary>
internal sealed class JobsShowCommand : CliCommand
{
    private const int LabelWidth = 11;
    private readonly Argument<string> _id = new("ID") { Description = "The number of the job" };
    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsShowCommand(CliConsole console)
        : base("show", "Show all of one job: its arguments, its error, and why it is waiting", console)
    {
        Add(_id);
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Exit code:
          0 it is there, 1 there is no such job, or none any more, 2 wrong use.

        Examples:
          ringleader jobs show 4711
          ringleader jobs show 4711 --json

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var id = JobIds.Parse(parsed.GetRequiredValue(_id));
        return _store.UseAsync(parsed, ShowAsync, cancellationToken);

        async Task<int> ShowAsync(OpenStore opened, CancellationToken token)
        {
            var job = await opened.Jobs.FindAsync(id, token).ConfigureAwait(false)
                ?? throw new CommandFailedException($"There is no job {id} in {opened.Store.Name}, or none any more.");
            var outlook = await JobOutlook.LoadAsync(opened, job, token).ConfigureAwait(false);
            await (parsed.GetValue(_json) ? PrintJsonAsync(outlook) : PrintAsync(outlook)).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    private Task PrintJsonAsync(JobOutlook outlook)
    {
        var json = JobJson.Of(outlook.Job);
        json["why"] = outlook.Explain();
        return Console.Out.WriteLineAsync(json.ToJsonString());
    }

    private async Task PrintAsync(JobOutlook outlook)
    {
        foreach (var (name, value) in JobText.Details(outlook.Job, outlook.Now).Append(("why", outlook.Explain())))
        {
            if (value is not null)
            {
                await Console.Out.WriteLineAsync($"{name.PadRight(LabelWidth)}{Shown(value)}").ConfigureAwait(false);
            }
        }

        if (outlook.Job.LastError is { Stack: { } stack })
        {
            await Console.Out.WriteLineAsync().ConfigureAwait(false);
            foreach (var line in stack.Split('\n'))
            {
                await Console.Out.WriteLineAsync("  " + OneLine.Of(line)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A person gets one safe line; a pipe gets arguments and results as they are.</summary>
    private string Shown(string value) => Console.IsTerminal ? OneLine.Of(value) : value.ReplaceLineEndings(" ");
}
