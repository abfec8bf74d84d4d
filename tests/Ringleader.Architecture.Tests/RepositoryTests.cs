using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ringleader.Architecture.Tests;

/// <summary>What holds for the tree as a whole, so that a clone works anywhere and nothing in it is forgotten.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string[] Commands = ["ringleader", "test", "bench", ".ci/run"];

    [Fact]
    public void Files_name_no_place_of_one_machine()
    {
        var found =
            from file in Repository.Files
            let text = Repository.Read(file)
            where !text.Contains('\0', StringComparison.Ordinal)
            from match in PlaceOfOneMachine().Matches(text)
            select $"{file}: {match.Value}";

        Assert.NotEmpty(Repository.Files);
        Assert.Empty(found.Take(20));
    }

    [Theory]
    [InlineData("see /ho" + "me/ann/notes", true)]
    [InlineData("unix:/t" + "mp/ring.sock", true)]
    [InlineData("open C" + @":\Users\ann", true)]
    [InlineData("https://example.org/home", false)]
    [InlineData("a line\nOK:\nnext", false)]
    public void Places_of_one_machine_are_recognised(string text, bool expected)
    {
        Assert.Equal(expected, PlaceOfOneMachine().IsMatch(text));
    }

    [Fact]
    public void Projects_are_in_the_solution()
    {
        string[] solution = [.. XDocument.Parse(Repository.Read("Ringleader.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value)];
        string[] projects = [.. Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && !file.StartsWith("benchmarks/", StringComparison.Ordinal))];

        Assert.NotEmpty(projects);
        Assert.Empty(projects.Except(solution, StringComparer.Ordinal));
    }

    [Fact]
    public void Samples_are_mentioned_in_the_documentation()
    {
        string documentation = string.Concat(MarkdownFile.Documentation.Select(file => file.Text));
        string[] samples = [.. Repository.Files.Where(file => file.StartsWith("samples/", StringComparison.Ordinal) && file.Count(c => c == '/') >= 2).Select(file => file.Split('/')[1]).Distinct()];

        Assert.NotEmpty(samples);
        string[] forgotten = [.. samples.Where(sample => !documentation.Contains($"samples/{sample}", StringComparison.Ordinal))];
        Assert.Empty(forgotten);
    }

    [Fact]
    public void Packages_have_a_decision_note()
    {
        string notes = string.Concat(Repository.Files.Where(file => file.StartsWith("docs/decisions/", StringComparison.Ordinal)).Select(Repository.Read));
        string[] packages = [.. XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value)];

        Assert.NotEmpty(packages);
        string[] unexplained = [.. packages.Where(package => !notes.Contains($"`{package}`", StringComparison.Ordinal))];
        Assert.Empty(unexplained);
    }

    [Fact]
    public void Scripts_can_be_run()
    {
        string[] scripts = [.. Commands, .. Repository.Files.Where(file => file.StartsWith("eng/", StringComparison.Ordinal) && Repository.Read(file).StartsWith("#!", StringComparison.Ordinal))];

        Assert.All(scripts, script => Assert.True(IsExecutable(script), script));
    }

    private static bool IsExecutable(string file) =>
        OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(Repository.Root, file)).HasFlag(UnixFileMode.UserExecute);

    // Folders of people and of one machine; those that every Debian has may be named.
    [GeneratedRegex(@"(?<![\w.-])/(home|root|work|tmp|Users|farm)/[A-Za-z.]|\b[A-Z]:\\\\?[A-Za-z]{2}", RegexOptions.None, 10_000)]
    private static partial Regex PlaceOfOneMachine();
}
