namespace Ringleader.Architecture.Tests;

/// <summary>A page for users: README.md, or one below docs.</summary>
internal sealed record MarkdownFile(string Path, string Text)
{
    public static IReadOnlyList<MarkdownFile> Documentation { get; } =
        [.. Repository.Files.Where(IsPage).Select(file => new MarkdownFile(file, Repository.Read(file)))];

    private static bool IsPage(string file) =>
        file == "README.md" || (file.StartsWith("docs/", StringComparison.Ordinal) && file.EndsWith(".md", StringComparison.Ordinal));
}
