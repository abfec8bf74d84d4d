using System.CommandLine;
using System.Text.Json.Nodes;
using Ringleader.Cli.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs migrate</c>: makes the tables of a store, or brings them up to date.</summary>
internal sealed class JobsMigrateCommand : CliCommand
{
    private readonly StoreOption _store = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public JobsMigrateCommand(CliConsole console)
        : base("migrate", "Make the tables of a store, or bring them up to date", console)
    {
        _store.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          Hosts, 'jobs work' and 'jobs enqueue' do the same when they start. Many may do it at once.

        Examples:
          ringleader jobs migrate --store postgres://jobs@db.example.com/shop

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        return _store.MakeAsync(parsed, SayAsync, cancellationToken);

        async Task<int> SayAsync(OpenStore opened, CancellationToken token)
        {
            await Console.Out.WriteLineAsync(parsed.GetValue(_json)
                ? new JsonObject { ["store"] = opened.Store.Name }.ToJsonString()
                : $"{opened.Store.Name} is up to date.").ConfigureAwait(false);
            return ExitCode.Success;
        }
    }
}
