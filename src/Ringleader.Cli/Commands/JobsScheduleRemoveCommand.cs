using System.CommandLine;
using Ringleader.Cli.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader jobs schedule remove</c>.</summary>
internal sealed class JobsScheduleRemoveCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The schedule" };
    private readonly StoreOption _store = new();

    public JobsScheduleRemoveCommand(CliConsole console)
        : base("remove", "Remove a schedule; the jobs that it enqueued stay", console)
    {
        Add(_name);
        _store.AddTo(this);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Notes:
          A host that adds the schedule in its code writes it again when it starts.

        Examples:
          ringleader jobs schedule remove digest

        """;

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_name);
        return _store.UseAsync(parsed, RemoveAsync, cancellationToken);

        async Task<int> RemoveAsync(OpenStore opened, CancellationToken token) =>
            await opened.Jobs.UnscheduleAsync(name, token).ConfigureAwait(false)
                ? ExitCode.Success
                : throw new CommandFailedException($"There is no schedule '{name}' in {opened.Store.Name}.");
    }
}
