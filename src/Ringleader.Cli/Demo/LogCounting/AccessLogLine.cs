using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>
/// A line of a log in the <c>common</c> or <c>combined</c> format of nginx and Apache. worker.rb has the same expression, so that
/// every worker counts the same.
/// </summary>
internal static partial class AccessLogLine
{
    /// <summary>Finds the URL that was asked for, without its query. False for a line that is no well-formed request.</summary>
    public static bool TryGetUrl(string line, [NotNullWhen(true)] out string? url)
    {
        var match = Request().Match(line);
        url = match.Success ? match.Groups["url"].Value : null;
        return match.Success;
    }

    // Behind the time in brackets: "METHOD URL?query HTTP/version". Apache writes a quote in a URL as \".
    [GeneratedRegex("""\] "[A-Z]+ (?<url>(?:[^ "\\?]|\\.)+)(?:\?(?:[^ "\\]|\\.)*)? HTTP/[0-9]""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Request();
}
