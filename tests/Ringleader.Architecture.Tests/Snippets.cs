using System.Text;
using System.Text.RegularExpressions;

namespace Ringleader.Architecture.Tests;

/// <summary>
/// Code in the documentation comes from files that are compiled and run. A block is preceded by a line
/// <c>&lt;!-- snippet: samples/hello/Program.cs#name --&gt;</c> and equals what that file has between the lines
/// <c>// snippet: name</c> and <c>// end snippet</c> (in Ruby with <c>#</c>), without the common indentation.
/// Without <c>#name</c> it equals the whole file.
/// </summary>
internal static partial class Snippets
{
    private const string Fence = "```";

    /// <summary>The page with every marked block as its source has it now.</summary>
    /// <param name="page">The text of the page.</param>
    /// <param name="read">Gives the text of a file, or null when there is none.</param>
    /// <param name="problems">Gets a line for each block without a source and each marker without a block.</param>
    public static string Refresh(string page, Func<string, string?> read, ICollection<string> problems)
    {
        StringBuilder refreshed = new();
        string[] lines = page.Split('\n');
        string? source = null;
        for (int at = 0; at < lines.Length; at++)
        {
            string line = lines[at];
            refreshed.Append(line).Append(at < lines.Length - 1 ? "\n" : "");
            if (!line.StartsWith(Fence, StringComparison.Ordinal))
            {
                if (source is not null)
                {
                    problems.Add($"No block follows the marker of '{source}'.");
                }

                source = Marker().Match(line) is { Success: true } marker ? marker.Groups["source"].Value : null;
                continue;
            }

            int end = Array.FindIndex(lines, at + 1, other => other.StartsWith(Fence, StringComparison.Ordinal));
            if (end < 0)
            {
                problems.Add($"The block in line {at + 1} has no end.");
                end = lines.Length - 1;
            }

            string written = string.Concat(lines[(at + 1)..end].Select(text => text + "\n"));
            string? wanted = source is null ? null : Extract(source, read, problems);
            if (source is null && line is Fence + "csharp" or Fence + "cs" or Fence + "c#")
            {
                problems.Add($"The block in line {at + 1} is marked with no source.");
            }

            refreshed.Append(wanted ?? written).Append(lines[end]).Append(end < lines.Length - 1 ? "\n" : "");
            source = null;
            at = end;
        }

        return refreshed.ToString();
    }

    private static string? Extract(string source, Func<string, string?> read, ICollection<string> problems)
    {
        string[] parts = source.Split('#', 2);
        if (read(parts[0]) is not { } text)
        {
            problems.Add($"There is no file '{parts[0]}'.");
            return null;
        }

        string[] lines = text.TrimEnd('\n').Split('\n');
        if (parts is [_, var name])
        {
            int start = Array.FindIndex(lines, line => Start().Match(line).Groups["name"].Value == name);
            int end = start < 0 ? -1 : Array.FindIndex(lines, start, line => End().IsMatch(line));
            if (end < 0)
            {
                problems.Add($"'{parts[0]}' has no snippet '{name}', or it has no end.");
                return null;
            }

            lines = lines[(start + 1)..end];
        }

        int indentation = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Concat(lines.Select(line => (line.Length >= indentation ? line[indentation..] : "") + "\n"));
    }

    [GeneratedRegex(@"^<!-- snippet: (?<source>\S+) -->$", RegexOptions.ExplicitCapture)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^\s*(//|#) snippet: (?<name>\S+)\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Start();

    [GeneratedRegex(@"^\s*(//|#) end snippet\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex End();
}
