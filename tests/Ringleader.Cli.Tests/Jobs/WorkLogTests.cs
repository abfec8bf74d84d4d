using System.Text.Json;
using Microsoft.Extensions.Logging;
using Ringleader.Cli.Jobs;
using Ringleader.Testing;

namespace Ringleader.Cli.Tests.Jobs;

public sealed class WorkLogTests
{
    [Fact]
    public void What_was_logged_before_comes_behind_the_first_line()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var log = new WorkLog(output, asJson: false, new FakeTimeProvider());

        Write(log, "early", error: null);
        log.Begin("first");
        Write(log, "late", error: null);

        Assert.Matches(@"^first\n\S+Z  early\n\S+Z  late\n$", output.ToString());
    }

    [Fact]
    public void Error_stands_in_the_same_line()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var log = new WorkLog(output, asJson: false, new FakeTimeProvider());
        log.Begin(firstLine: null);

        Write(log, "It failed.", new InvalidOperationException("two\nlines"));

        Assert.EndsWith("Z  It failed. InvalidOperationException: two lines\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Document_has_the_values_of_the_message_by_name()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var log = new WorkLog(output, asJson: true, new FakeTimeProvider());
        log.Begin(firstLine: null);

        log.Log(
            LogLevel.Warning,
            new EventId(9101),
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["Id"] = new Ringleader.Jobs.JobId(7), ["MaxAttempts"] = 25, ["Delay"] = TimeSpan.FromSeconds(5), ["{OriginalFormat}"] = "x" },
            exception: null,
            static (_, _) => "a text");

        using var document = JsonDocument.Parse(output.ToString());
        var root = document.RootElement;
        Assert.Equal(("warning", 9101, "a text"), (root.GetProperty("level").GetString(), root.GetProperty("event").GetInt32(), root.GetProperty("message").GetString()));
        Assert.Equal((7, 25, 5), (root.GetProperty("id").GetInt32(), root.GetProperty("max_attempts").GetInt32(), root.GetProperty("delay").GetInt32()));
        Assert.Equal(8, root.EnumerateObject().Count());
    }

    private static void Write(WorkLog log, string message, Exception? error) => log.Log(LogLevel.Debug, default, message, error, static (state, _) => state);
}
