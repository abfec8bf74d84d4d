namespace Ringleader.Cli.Demo;

/// <summary>Breaks text into lines and rows into columns. Pure; leaves no blanks at the ends of lines.</summary>
internal static class TextLayout
{
    private const string Gap = "  ";

    /// <summary>Lines of at most this width, broken at blanks; a longer word stands alone. At least one line.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        return [.. lines, line];
    }

    /// <summary>One line per row: the first column at the left, the others, which are numbers, at the right.</summary>
    /// <param name="rows">All of the same length.</param>
    /// <param name="maxWidth">What is longer ends in an ellipsis.</param>
    public static IReadOnlyList<string> Columns(IReadOnlyList<IReadOnlyList<string>> rows, int maxWidth) =>
        Columns(rows, maxWidth, static (cell, column, width) => column == 0 ? cell.PadRight(width) : cell.PadLeft(width));

    /// <summary>The same for words: every column at the left.</summary>
    /// <inheritdoc cref="Columns(IReadOnlyList{IReadOnlyList{string}}, int)"/>
    public static IReadOnlyList<string> LeftColumns(IReadOnlyList<IReadOnlyList<string>> rows, int maxWidth) =>
        Columns(rows, maxWidth, static (cell, _, width) => cell.PadRight(width));

    private static string[] Columns(IReadOnlyList<IReadOnlyList<string>> rows, int maxWidth, Func<string, int, int, string> pad)
    {
        string[][] cells = [.. rows.Select(row => row.Select(cell => Cut(cell, maxWidth)).ToArray())];
        int[] widths = [.. cells[0].Select((_, column) => cells.Max(row => row[column].Length))];
        return [.. cells.Select(row => string.Join(Gap, row.Select((cell, column) => pad(cell, column, widths[column]))).TrimEnd())];
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");
}
