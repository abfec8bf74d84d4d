using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Cli.Demo;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader demo</c>: a tour of scenes that check what they show.</summary>
internal sealed class DemoCommand : CliCommand
{
    private readonly Option<string> _only = new("--only")
    {
        Description = $"Play one scene: {string.Join(", ", SceneList.All.Select(static scene => scene.Name))}",
        HelpName = "SCENE",
    };

    private readonly Option<string> _input = new("--input")
    {
        Description = "Something of your own to work on: an access log of nginx or Apache for the scene remoting, or a directory of files for the scene jobs",
        HelpName = "PATH",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the numbers and checks as one JSON document instead" };

    public DemoCommand(CliConsole console)
        : base("demo", "Watch several processes share out real work, and check the result", console)
    {
        Add(_only);
        Add(_input);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Exit code:
          0 every check passed, 1 one failed, 2 wrong use.

        Examples:
          ringleader demo
          ringleader demo --only remoting --input /var/log/nginx/access.log
          ringleader demo --only jobs --input ~/documents

        """;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var scenes = SceneList.Choose(parsed.GetValue(_only));
        var input = SceneInput.Find(parsed.GetValue(_input));
        input?.ThrowIfUnused(scenes);
        var asJson = parsed.GetValue(_json);
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        var screen = new DemoScreen(asJson ? Console with { Out = TextWriter.Null, IsTerminal = false, UseColor = false } : Console);
        screen.Opening("Ringleader", "is distributed programming for .NET. Each scene of this tour runs real processes and checks what it shows.");
        var results = new List<SceneResult>();
        var documents = new JsonArray();
        foreach (var scene in scenes)
        {
            screen.Heading(scene.Name, scene.Title, scene.Summary);
            var result = await scene.RunAsync(new SceneContext(screen, input?.For(scene), clock), cancellationToken).ConfigureAwait(false);
            screen.Checks(result.Checks);
            results.Add(result);
            documents.Add(Describe(scene, result));
        }

        var hasPassed = results.All(static result => result.HasPassed);
        if (asJson)
        {
            await Console.Out.WriteLineAsync(new JsonObject { ["passed"] = hasPassed, ["scenes"] = documents }.ToJsonString()).ConfigureAwait(false);
        }

        screen.Closing(Summarize(results, clock.GetElapsedTime(start)), "Read next: docs/getting-started.md, and ringleader call --help to call any DRb service by hand.");
        return hasPassed ? ExitCode.Success : throw new CommandFailedException(Failures(results));
    }

    private static JsonObject Describe(IScene scene, SceneResult result) => new()
    {
        ["name"] = scene.Name,
        ["passed"] = result.HasPassed,
        ["checks"] = new JsonArray([.. result.Checks.Select(static check => (JsonNode)new JsonObject { ["claim"] = check.Claim, ["passed"] = check.Passed })]),
        ["measures"] = result.Measures,
    };

    private static string Summarize(List<SceneResult> results, TimeSpan elapsed)
    {
        var checks = results.Sum(static result => result.Checks.Count);
        var passed = results.Sum(static result => result.Checks.Count(static check => check.Passed));
        return string.Create(CultureInfo.InvariantCulture, $"{passed} of {checks} checks passed, in {elapsed.TotalSeconds:0.0} s.");
    }

    private static string Failures(List<SceneResult> results) =>
        string.Join("; ", results.SelectMany(static result => result.Checks).Where(static check => !check.Passed).Select(static check => $"Failed: {check.Claim}")) + ".";
}
