using System.CommandLine;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Ringleader.Cli.Rings;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader ring watch</c>: follows the registrations of all ring servers that answer, until it is interrupted.</summary>
internal sealed class RingWatchCommand : CliCommand
{
    private const int Capacity = 1024;
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(2);
    private readonly RingOptions _ring = new();
    private readonly Option<TimeSpan?> _timeout = DurationOption.Create("--timeout", $"How long to look for ring servers, default {Duration.Format(DefaultTimeout)}");
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document per line" };

    public RingWatchCommand(CliConsole console)
        : base("watch", "Follow what is registered and what goes, until Ctrl-C", console)
    {
        _ring.AddTo(this);
        Add(_timeout);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Events:
          watching (once per ring server, at the beginning), registered, taken (borrowed, or taken away), gone (expired or
          withdrawn), lost (events that came too fast), closed (the ring server has ended).

        Exit code:
          0 interrupted, 1 there is no ring server, or all have ended.

        Examples:
          ringleader ring watch
          ringleader ring watch --ring localhost:7648 --json

        """;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var asJson = parsed.GetValue(_json);
        var finder = _ring.OpenFinder(parsed, parsed.GetValue(_timeout) ?? DefaultTimeout);
        await using (finder.ConfigureAwait(false))
        {
            var lines = Channel.CreateBounded<string>(Capacity);
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var following = FollowAllAsync(finder, lines.Writer, asJson, stopping.Token);
            try
            {
                await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                {
                    await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
                    await Console.Out.FlushAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Success;
            }
            finally
            {
                await stopping.CancelAsync().ConfigureAwait(false);
                await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // its error has come through the lines
            }

            throw new CommandFailedException("All ring servers have ended.");
        }
    }

    /// <summary>One follower for each ring server; ends with the last of them, and ends the lines then.</summary>
    private static async Task FollowAllAsync(RingFinder finder, ChannelWriter<string> lines, bool asJson, CancellationToken cancellationToken)
    {
        var followers = new List<Task>();
        try
        {
            await foreach (var found in finder.FindAllAsync(cancellationToken).ConfigureAwait(false))
            {
                followers.Add(FollowAsync(found, lines, asJson, cancellationToken));
            }

            if (followers.Count == 0)
            {
                throw new CommandFailedException("No ring server answered. Name one with --ring, or wait longer with --timeout.");
            }

            await Task.WhenAll(followers).ConfigureAwait(false);
            lines.Complete();
        }
        catch (Exception error)
        {
            await Task.WhenAll(followers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lines.Complete(error);
        }
    }

    private static async Task FollowAsync(FoundSpace found, ChannelWriter<string> lines, bool asJson, CancellationToken cancellationToken)
    {
        await using var space = found.Space.ConfigureAwait(false);
        var watch = await found.Space.WatchAsync(RegistrationEvent.Template, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (((IAsyncDisposable)watch).ConfigureAwait(false))
        {
            var begun = asJson ? new JsonObject { ["event"] = "watching", ["ring"] = found.Uri }.ToJsonString() : OneLine.Of($"watching {found}");
            await lines.WriteAsync(begun, cancellationToken).ConfigureAwait(false);
            while (await watch.NextAsync(cancellationToken).ConfigureAwait(false) is { } happened)
            {
                var registration = new RegistrationEvent(found.Uri, happened);
                await lines.WriteAsync(asJson ? registration.ToJson().ToJsonString() : registration.ToLine(), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
