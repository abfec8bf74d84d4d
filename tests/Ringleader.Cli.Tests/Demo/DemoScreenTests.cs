using Ringleader.Cli.Demo;

namespace Ringleader.Cli.Tests.Demo;

public sealed class DemoScreenTests
{
    [Fact]
    public async Task Pipe_gets_plain_text_without_blanks_at_the_ends_of_lines()
    {
        var output = await ShowAsync(isTerminal: false, useColor: false);

        Assert.DoesNotContain('\u001b', output);
        Assert.All(output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        Assert.Contains("remoting  [title]", output, StringComparison.Ordinal);
        Assert.Contains("  input     a [file]", output, StringComparison.Ordinal);
        Assert.Contains("  ok      It [held]", output, StringComparison.Ordinal);
        Assert.Contains("  FAILED  It did not", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_text_is_broken_with_its_indentation()
    {
        var output = await ShowAsync(isTerminal: false, useColor: false);

        var lines = output.Split('\n').Where(line => line.Contains("word", StringComparison.Ordinal)).ToArray();
        Assert.True(lines.Length > 1);
        Assert.All(lines, line => Assert.StartsWith("  word", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 120));
    }

    private static async Task<string> ShowAsync(bool isTerminal, bool useColor)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var screen = new DemoScreen(new CliConsole(output, TextWriter.Null, isTerminal, useColor));
        screen.Opening("Ringleader", "is [it].");
        screen.Heading("remoting", "[title]", string.Join(' ', Enumerable.Repeat("word", 60)));
        screen.Fact("input", "a [file]");
        screen.Table(["URL", "requests"], [["/[a]", "5"]]);
        await screen.ShowProgressAsync("counting", 2, show =>
        {
            show(2);
            return Task.CompletedTask;
        });
        screen.Checks([new SceneCheck("It [held]", Passed: true), new SceneCheck("It did not", Passed: false)]);
        screen.Closing("The end.");
        return output.ToString().ReplaceLineEndings("\n");
    }
}
