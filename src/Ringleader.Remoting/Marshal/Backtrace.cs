namespace Ringleader.Remoting.Marshal;

/// <summary>The lines of a stack trace as a peer gets them: Ruby's <c>bt</c>.</summary>
internal static class Backtrace
{
    /// <summary>The most lines that are sent: deep recursion must not outgrow the reply.</summary>
    private const int MostLines = 1000;

    /// <summary>The lines of an exception's stack, the innermost first; empty when it was never thrown.</summary>
    public static object?[] Of(Exception error, BacktraceDetail detail) => detail == BacktraceDetail.None
        ? []
        :
        [
            .. (error.StackTrace ?? "")
                .Split('\n', MostLines + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Take(MostLines)
                .Select(line => Line(line, detail)),
        ];

    /// <summary>One line; it may be another peer's, in Ruby's form or in .NET's.</summary>
    public static string Line(string line, BacktraceDetail detail)
    {
        if (detail == BacktraceDetail.Files)
        {
            return line;
        }

        // at Shop.Till.Open() in /srv/shop/Till.cs:line 12
        var file = line.LastIndexOf(" in ", StringComparison.Ordinal);
        if (file >= 0 && line.AsSpan(file).Contains(":line ", StringComparison.Ordinal))
        {
            return line[..file];
        }

        // (druby://host:1) /srv/shop/till.rb:12:in `open'
        var peer = line.StartsWith("(dr", StringComparison.Ordinal) ? line.IndexOf(") ", StringComparison.Ordinal) + 2 : 0;
        var end = line.IndexOf(".rb:", peer, StringComparison.Ordinal);
        var folder = end < 0 ? -1 : line.AsSpan(peer, end - peer).LastIndexOfAny('/', '\\');
        return folder < 0 ? line : string.Concat(line.AsSpan(0, peer), line.AsSpan(peer + folder + 1));
    }
}
