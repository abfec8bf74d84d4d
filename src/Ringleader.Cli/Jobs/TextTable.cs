using Ringleader.Cli.Demo;
using Spectre.Console;

namespace Ringleader.Cli.Jobs;

/// <summary>Prints rows of words in columns; on a terminal a line ends where the terminal does.</summary>
internal static class TextTable
{
    private const int MostInACell = 200;

    public static async Task PrintAsync(CliConsole console, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<IReadOnlyList<string>> cells = [header, .. rows.Select(static row => row.Select(OneLine.Of).ToArray())];
        var width = console.IsTerminal ? WidthOf(console) : int.MaxValue;
        foreach (var line in TextLayout.LeftColumns(cells, MostInACell))
        {
            await console.Out.WriteLineAsync(line.Length <= width ? line : string.Concat(line.AsSpan(0, width - 1), "…")).ConfigureAwait(false);
        }
    }

    private static int WidthOf(CliConsole console) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Out) }).Profile.Width;
}
