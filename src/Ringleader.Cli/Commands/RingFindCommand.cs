using System.CommandLine;
using Ringleader.Cli.Calling;
using Ringleader.Cli.Rings;
using Ringleader.Remoting;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader ring find</c>: a live provider of a service. RingyDingy.find.</summary>
internal sealed class RingFindCommand : CliCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(2);
    private readonly Argument<string> _name = new("NAME") { Description = "The name of the service, or distributed://application/Class" };
    private readonly RingOptions _ring = new();
    private readonly Option<TimeSpan?> _timeout = DurationOption.Create("--timeout", $"How long to look for ring servers, default {Duration.Format(DefaultTimeout)}");
    private readonly Option<bool> _json = new("--json") { Description = "Print the reference as JSON: {\"$ref\": \"druby://host:port\", \"id\": ...}" };

    public RingFindCommand(CliConsole console)
        : base("find", "Find a live provider of a service and print its address", console)
    {
        Add(_name);
        _ring.AddTo(this);
        Add(_timeout);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Exit code:
          0 a provider answered, 1 there is none that lives, 2 wrong use.

        Examples:
          ringleader ring find Logger
          ringleader ring find distributed://shop/Cart --json

        """;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_name);
        var ring = await _ring.JoinAsync(parsed, parsed.GetValue(_timeout) ?? DefaultTimeout, cancellationToken).ConfigureAwait(false);
        await using (ring.ConfigureAwait(false))
        {
            try
            {
                var found = name.Contains("://", StringComparison.Ordinal)
                    ? await ring.ResolveAsync(name, cancellationToken).ConfigureAwait(false)
                    : await ring.FindAsync<RemoteObject>(name, cancellationToken).ConfigureAwait(false);
                await Console.Out.WriteLineAsync(parsed.GetValue(_json) ? JsonResult.Write(found, indented: false) : OneLine.Of(found.Uri)).ConfigureAwait(false);
                return ExitCode.Success;
            }
            catch (ArgumentException error)
            {
                throw WrongUseException.Of(error);
            }
        }
    }
}
