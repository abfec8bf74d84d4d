namespace Ringleader.Cli;

/// <summary>Makes a text that may come from a peer fit for one line of a terminal.</summary>
internal static class OneLine
{
    private const int MaxLength = 2000;

    /// <summary>Line ends and other control characters become spaces; a very long text ends in an ellipsis.</summary>
    public static string Of(string text)
    {
        var cut = text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "…");
        return string.Join(' ', cut.Split(' ', '\n', '\r', '\t').Where(static word => word.Length > 0).Select(WithoutControls));
    }

    private static string WithoutControls(string word) => word.Any(char.IsControl)
        ? string.Concat(word.Select(static c => char.IsControl(c) ? ' ' : c))
        : word;
}
