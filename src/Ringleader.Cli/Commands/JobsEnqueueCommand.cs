using System.CommandLine;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs enqueue</c>: a job of any kind, or a command.</summary>
internal sealed class JobsEnqueueCommand : CliCommand
{
    private readonly Argument<string[]> _words = new("KIND [JSON] | -- PROGRAM [ARG…]")
    {
        Description = "A kind and its arguments as JSON, or a program behind --",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<TimeSpan?> _delay = DurationOption.Create("--delay", "Not before this time has passed");
    private readonly Option<DateTimeOffset?> _at = InstantOption.Create("--at", "Not before this instant");
    private readonly Option<string[]> _after = ListOption.Create("--after", "Not before these jobs have succeeded", "ID,…");
    private readonly Option<int> _version = new("--job-version") { Description = "The form of the arguments; default 1", HelpName = "N", DefaultValueFactory = static _ => 1 };
    private readonly JobSettings _settings = new();
    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsEnqueueCommand(CliConsole console)
        : base("enqueue", "Enqueue a job, and print its number", console)
    {
        Add(_words);
        Add(_delay);
        Add(_at);
        Add(_after);
        Add(_version);
        _settings.AddTo(this);
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Commands:
          Jobs of the kind 'command' are programs, run by 'ringleader jobs work --commands'. Their arguments are {"run": ["gzip",
          "-9", "big.log"]} or {"run": "text for the shell"}, and where wanted "directory", "environment" (an object) and "timeout"
          ("5m"). 'enqueue -- PROGRAM' writes that, with the current folder as directory. The end of standard output is the result.

        Examples:
          ringleader jobs enqueue -- gzip -9 big.log
          ringleader jobs enqueue command '{"run": "pg_dump shop | gzip > shop.gz", "timeout": "2h"}' --unique backup
          ringleader jobs enqueue mail.welcome '{"userId": 7}' --queue mail --priority 5 --delay 10m

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var job = Read(parsed);
        var options = _settings.Read(parsed) with
        {
            Delay = parsed.GetValue(_delay),
            RunAt = parsed.GetValue(_at),
            After = [.. (parsed.GetValue(_after) ?? []).Select(JobIds.Parse)],
        };
        return options is { Delay: not null, RunAt: not null }
            ? throw new WrongUseException("The options --delay and --at exclude each other.")
            : _store.MakeAsync(parsed, EnqueueAsync, cancellationToken);

        async Task<int> EnqueueAsync(OpenStore opened, CancellationToken token)
        {
            var receipt = await TryEnqueueAsync(opened, job, parsed.GetValue(_version), options, token).ConfigureAwait(false);
            await Console.Out.WriteLineAsync(parsed.GetValue(_json)
                ? new JsonObject { ["id"] = receipt.Id.Value, ["duplicate"] = receipt.IsDuplicate, ["replaced"] = receipt.WasReplaced }.ToJsonString()
                : receipt.Id.ToString()).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    private JobWords Read(ParseResult parsed) => (JobWords.BehindDashes(parsed), parsed.GetValue(_words)) switch
    {
        ({ Count: > 0 } program, var words) when words?.Length == program.Count => JobWords.OfProgram(program),
        (null, [var kind]) => JobWords.OfKind(kind, arguments: null),
        (null, [var kind, var arguments]) => JobWords.OfKind(kind, arguments),
        (null, []) or (null, null) => throw new WrongUseException("Say what is to be run: a kind with its arguments as JSON, or a program behind --."),
        _ => throw new WrongUseException("Give either a kind and one JSON text, or a program behind --."),
    };

    private static async Task<JobReceipt> TryEnqueueAsync(OpenStore opened, JobWords job, int version, JobOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await opened.Jobs.EnqueueRawAsync(job.Kind, job.Arguments, version, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException refused)
        {
            throw WrongUseException.Of(refused);
        }
    }
}
