namespace Ringleader.LoadTests.Reporting;

/// <summary>
/// The part of a Markdown page between two marks, which a run replaces; the prose around it stays. A page without the
/// marks gets them at its end, and a page that does not exist is begun.
/// </summary>
internal static class BenchmarksPage
{
    private const string Begin = "<!-- begin: ./bench remoting -->\n";
    private const string End = "<!-- end: ./bench remoting -->\n";

    public static async Task WriteAsync(string file, string text, CancellationToken cancellationToken)
    {
        string page = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "# Benchmarks\n\n";
        await File.WriteAllTextAsync(file, Replace(page, text), cancellationToken);
    }

    private static string Replace(string page, string text)
    {
        string part = $"{Begin}\n{text}\n{End}";
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = begin < 0 ? -1 : page.IndexOf(End, begin, StringComparison.Ordinal);
        return end < 0 ? page + part : page[..begin] + part + page[(end + End.Length)..];
    }
}
