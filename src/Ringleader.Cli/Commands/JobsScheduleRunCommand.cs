using System.CommandLine;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs schedule run</c>: the job of a schedule now, besides its instants.</summary>
internal sealed class JobsScheduleRunCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The schedule" };
    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsScheduleRunCommand(CliConsole console)
        : base("run", "Enqueue the job of a schedule now, and print its number; its next instant stays as it is", console)
    {
        Add(_name);
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Examples:
          ringleader jobs schedule run digest

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_name);
        return _store.UseAsync(parsed, EnqueueAsync, cancellationToken);

        async Task<int> EnqueueAsync(OpenStore opened, CancellationToken token)
        {
            var receipt = await opened.Jobs.RunNowAsync(name, token).ConfigureAwait(false)
                ?? throw new CommandFailedException($"There is no schedule '{name}' in {opened.Store.Name}.");
            await Console.Out.WriteLineAsync(parsed.GetValue(_json)
                ? new JsonObject { ["id"] = receipt.Id.Value, ["duplicate"] = receipt.IsDuplicate }.ToJsonString()
                : receipt.Id.ToString()).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }
}
