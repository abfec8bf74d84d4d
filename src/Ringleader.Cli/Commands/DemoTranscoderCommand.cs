using System.CommandLine;
using System.Globalization;
using Ringleader.Cli.Demo.Processes;
using Ringleader.Cli.Demo.Transcoding;
using Ringleader.Cli.Jobs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Commands;

/// <summary>
/// A worker of the demo scene <c>jobs</c>. Prints <see cref="Ready"/>, waits for a word, and prints a line for all that it does from then on; or stops with files in its hands, prints that too, and waits to be killed.
/// </summary>
internal sealed class DemoTranscoderCommand : DemoRoleCommand
{
    /// <summary>Its first line: it may be told to begin.</summary>
    public const string Ready = "ready";

    private const string CommandName = "demo-transcoder";
    private readonly Option<string> _store = new("--store") { Required = true };
    private readonly Option<string> _name = new("--name") { Required = true };
    private readonly Option<int> _stopAt = new("--stop-at") { Required = true };

    public DemoTranscoderCommand(CliConsole console)
        : base(CommandName, "Transcode files", console)
    {
        Add(_store);
        Add(_name);
        Add(_stopAt);
    }

    /// <summary>The arguments that start it.</summary>
    /// <param name="store">Where the jobs are.</param>
    /// <param name="name">The worker's name.</param>
    /// <param name="stopAt">The file to stop at, from 1; 0 for none.</param>
    public static string[] ArgumentsFor(string store, string name, int stopAt) =>
        [CommandName, "--store", store, "--name", name, "--stop-at", stopAt.ToString(CultureInfo.InvariantCulture)];

    /// <inheritdoc/>
    protected override async Task PlayAsync(ParseResult parsed, Lifeline lifeline)
    {
        var transcoding = new TranscodingWorker(parsed.GetValue(_stopAt), TimeProvider.System)
        {
            Say = said => SayAsync(said.ToLine()),
            Holding = lifeline.EndAsync,
        };
        var options = JobWorkerOptions.Default with
        {
            Name = parsed.GetRequiredValue(_name),
            Slots = TranscodingJobs.Slots,
            Lease = TranscodingJobs.Lease,
        };
        await SayAsync(Ready).ConfigureAwait(false);
        await lifeline.WaitForWordAsync().ConfigureAwait(false);
        var store = StoreAddress.Parse(parsed.GetRequiredValue(_store)).Open();
        await using (store.ConfigureAwait(false))
        {
            var worker = await JobWorker.StartAsync(store, transcoding.CreateRegistry(), options, lifeline.Token).ConfigureAwait(false);
            await using (worker.ConfigureAwait(false))
            {
                await lifeline.EndAsync().ConfigureAwait(false);
                await worker.StopAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}
