using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Demo;
using Ringleader.Cli.Rings;
using Ringleader.Services;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader ring list</c>: what is registered, host by host, and whether it lives. RingyDingy's <c>ring_server -l</c>.</summary>
internal sealed class RingListCommand : CliCommand
{
    private const int CellWidth = 60;
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(2);
    private readonly RingOptions _ring = new();
    private readonly Option<TimeSpan?> _timeout = DurationOption.Create("--timeout", $"How long to look for ring servers, default {Duration.Format(DefaultTimeout)}");
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public RingListCommand(CliConsole console)
        : base("list", "List the services of all ring servers that answer, by host, and whether they live", console)
    {
        _ring.AddTo(this);
        Add(_timeout);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Examples:
          ringleader ring list
          ringleader ring list --ring ring.example.com --json

        """;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var ring = await _ring.JoinAsync(parsed, parsed.GetValue(_timeout) ?? DefaultTimeout, cancellationToken).ConfigureAwait(false);
        await using (ring.ConfigureAwait(false))
        {
            var services = await ring.ListAsync(name: null, checkLiveness: true, cancellationToken).ConfigureAwait(false);
            var hosts = ServiceHost.Group(services);
            var text = parsed.GetValue(_json)
                ? new JsonArray([.. hosts.Select(ToJson)]).ToJsonString()
                : string.Join("\n\n", hosts.Select(ToText).DefaultIfEmpty($"Nothing is registered with {string.Join(", ", ring.RingServers)}."));
            await Console.Out.WriteLineAsync(text).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }

    private static string ToText(ServiceHost host)
    {
        IReadOnlyList<IReadOnlyList<string>> rows = [.. host.Services.Select(static service => (string[])
        [
            OneLine.Of(NameOf(service)),
            service.IsAlive is true ? "alive" : "dead",
            OneLine.Of(service.Uri),
            OneLine.Of(service.Identity is { } identity ? string.Create(CultureInfo.InvariantCulture, $"process {identity.ProcessId}  {identity.InstanceName}") : service.Description),
        ])];
        return string.Join('\n', [OneLine.Of(host.Name), .. TextLayout.LeftColumns(rows, CellWidth).Select(static line => "  " + line)]);
    }

    private static JsonNode ToJson(ServiceHost host) => new JsonObject
    {
        ["host"] = host.Name,
        ["services"] = new JsonArray([.. host.Services.Select(static service => (JsonNode)new JsonObject
        {
            ["name"] = service.Name,
            ["application"] = service.Application,
            ["description"] = service.Description,
            ["process"] = service.Identity?.ProcessId,
            ["uri"] = service.Uri,
            ["alive"] = service.IsAlive is true,
            ["rings"] = new JsonArray([.. service.RingServers.Select(static ring => (JsonNode)JsonValue.Create(ring))]),
        })]),
    };

    private static string NameOf(ServiceRegistration service) => service.Application is null ? service.Name : $"{service.Application}/{service.Name}";
}
