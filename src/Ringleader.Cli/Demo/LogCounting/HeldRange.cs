using System.Globalization;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>The range that a worker held when it was killed. The worker says so in one line on its standard output.</summary>
internal sealed record HeldRange(int Id, int Term, int Lines)
{
    public static HeldRange Of(LineRange range) => new(range.Id, range.Term, range.Lines.Count);

    /// <summary>Reads what <see cref="ToLine"/> wrote.</summary>
    /// <exception cref="CommandFailedException">The line is something else.</exception>
    public static HeldRange Parse(string line, string worker)
    {
        var words = line.Split(' ');
        return words is ["holding", var id, var term, var lines]
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var idNumber)
            && int.TryParse(term, NumberStyles.None, CultureInfo.InvariantCulture, out var termNumber)
            && int.TryParse(lines, NumberStyles.None, CultureInfo.InvariantCulture, out var lineCount)
                ? new HeldRange(idNumber, termNumber, lineCount)
                : throw new CommandFailedException($"The worker '{worker}' printed '{OneLine.Of(line)}' instead of the range that it holds.");
    }

    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"holding {Id} {Term} {Lines}");
}
