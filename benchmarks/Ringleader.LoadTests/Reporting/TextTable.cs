using System.Text;

namespace Ringleader.LoadTests.Reporting;

/// <summary>A Markdown table with padded columns, so that it reads in a terminal too.</summary>
internal static class TextTable
{
    /// <param name="headers">One per column; one that starts with a space is aligned to the right.</param>
    /// <param name="rows">As many fields as there are headers.</param>
    public static string Render(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        string[] titles = [.. headers.Select(header => header.Trim())];
        bool[] toTheRight = [.. headers.Select(header => header.StartsWith(' '))];
        int[] widths = [.. titles.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Append(3).Max())];

        var table = new StringBuilder();
        AppendLine(table, titles.Select((title, column) => Pad(title, widths[column], toTheRight[column])));
        AppendLine(table, widths.Select((width, column) => toTheRight[column] ? new string('-', width - 1) + ":" : new string('-', width)));
        foreach (IReadOnlyList<string> row in rows)
        {
            AppendLine(table, row.Select((field, column) => Pad(field, widths[column], toTheRight[column])));
        }

        return table.ToString();
    }

    private static void AppendLine(StringBuilder table, IEnumerable<string> fields) =>
        table.Append("| ").AppendJoin(" | ", fields).Append(" |\n");

    private static string Pad(string text, int width, bool toTheRight) => toTheRight ? text.PadLeft(width) : text.PadRight(width);
}
