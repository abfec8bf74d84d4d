namespace Ringleader.LoadTests.Reporting;

/// <summary>
/// The piece of a Markdown page that belongs to one part, between two marks: a run replaces it, and the prose and the other
/// parts around it stay. A page without the marks gets them at its end, and a page that does not exist is begun.
/// </summary>
internal static class BenchmarksPage
{
    public static async Task WriteAsync(string file, string part, string text, CancellationToken cancellationToken)
    {
        string page = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "# Benchmarks\n\n";
        await File.WriteAllTextAsync(file, Replace(page, part, text), cancellationToken);
    }

    private static string Replace(string page, string part, string text)
    {
        string beginMark = $"<!-- begin: ./bench {part} -->\n";
        string endMark = $"<!-- end: ./bench {part} -->\n";
        string piece = $"{beginMark}\n{text}\n{endMark}";
        int begin = page.IndexOf(beginMark, StringComparison.Ordinal);
        int end = begin < 0 ? -1 : page.IndexOf(endMark, begin, StringComparison.Ordinal);
        return end < 0 ? page + piece : page[..begin] + piece + page[(end + endMark.Length)..];
    }
}
