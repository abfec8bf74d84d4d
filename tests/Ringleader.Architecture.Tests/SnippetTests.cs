namespace Ringleader.Architecture.Tests;

/// <summary>What a reader copies from the documentation is what ./test compiled and ran.</summary>
public sealed class SnippetTests
{
    private const string Source = "class P\n{\n    // snippet: greet\n    void Greet()\n    {\n\n    }\n    // end snippet\n}\n";

    [Fact]
    public void Documentation_shows_its_samples_as_they_are()
    {
        List<string> problems = [];
        foreach (MarkdownFile page in MarkdownFile.Documentation)
        {
            List<string> own = [];
            string refreshed = Snippets.Refresh(page.Text, ReadIfThere, own);
            problems.AddRange(own.Select(problem => $"{page.Path}: {problem}"));
            if (refreshed != page.Text && !Acceptance.Write("snippets", page.Path, refreshed))
            {
                problems.Add($"{page.Path}: a block differs from its sample. Run eng/accept.sh snippets.");
            }
        }

        Assert.Contains(MarkdownFile.Documentation, page => page.Path == "README.md");
        Assert.Empty(problems);
    }

    [Fact]
    public void Refresh_takes_the_region_without_its_indentation()
    {
        List<string> problems = [];

        string refreshed = Snippets.Refresh("a\n<!-- snippet: P.cs#greet -->\n```csharp\nold\n```\nb\n", _ => Source, problems);

        Assert.Equal("a\n<!-- snippet: P.cs#greet -->\n```csharp\nvoid Greet()\n{\n\n}\n```\nb\n", refreshed);
        Assert.Empty(problems);
    }

    [Fact]
    public void Refresh_takes_the_whole_file_when_no_region_is_named()
    {
        List<string> problems = [];

        string refreshed = Snippets.Refresh("<!-- snippet: p.rb -->\n```ruby\n```\n", _ => "puts 1\n", problems);

        Assert.Equal("<!-- snippet: p.rb -->\n```ruby\nputs 1\n```\n", refreshed);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("```csharp\nx\n```\n")]
    [InlineData("<!-- snippet: P.cs#greet -->\n\n```csharp\nx\n```\n")]
    [InlineData("<!-- snippet: P.cs#absent -->\n```csharp\nx\n```\n")]
    [InlineData("<!-- snippet: absent.cs -->\n```csharp\nx\n```\n")]
    [InlineData("<!-- snippet: P.cs#greet -->\nno block\n")]
    [InlineData("```sh\nx\n")]
    public void Refresh_reports_a_block_it_cannot_trust_and_changes_nothing(string page)
    {
        List<string> problems = [];

        string refreshed = Snippets.Refresh(page, file => file == "P.cs" ? Source : null, problems);

        Assert.NotEmpty(problems);
        Assert.Equal(page, refreshed);
    }

    [Fact]
    public void Refresh_leaves_blocks_of_other_languages_alone()
    {
        const string Page = "```sh\n./test\n```\n";
        List<string> problems = [];

        Assert.Equal(Page, Snippets.Refresh(Page, _ => null, problems));
        Assert.Empty(problems);
    }

    private static string? ReadIfThere(string file) => Repository.Files.Contains(file) ? Repository.Read(file) : null;
}
