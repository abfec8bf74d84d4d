using Ringleader.Generators.Tests.Background;

namespace Ringleader.Generators.Tests.JobKinds;

public sealed class JobKindTests
{
    [Theory]
    [InlineData("[Job(\"a\")] record One; [Job(\"b\", Aliases = [\"c\"])] record Two;", new string[0])]
    [InlineData("[Job(\"a\")] record One; [Job(\"a\")] record Two;", new[] { "RING021 at Two" })]
    [InlineData("[Job(\"a\", Aliases = [\"b\"])] record One; [Job(\"b\")] record Two;", new[] { "RING021 at Two" })]
    [InlineData("[Job(\"a\", Aliases = [\"a\"])] record One;", new string[0])]
    [InlineData("[Job(\"n\")] record One; partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(); private void GoNow() { } }", new[] { "RING021 at Go" })]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(); private void GoNow() { } [Background(\"m\", Aliases = [\"n\"])] public partial Task Run(); private void RunNow() { } }", new[] { "RING021 at Run" })]
    [InlineData("[Job(\"\")] record One;", new[] { "RING020 at One" })]
    [InlineData("[Job(null!)] record One;", new[] { "RING020 at One" })]
    [InlineData("[Job(\"a b\")] record One;", new[] { "RING020 at One" })]
    [InlineData("[Job(\"größe\")] record One;", new[] { "RING020 at One" })]
    [InlineData("[Job(\"Az09.-_:\", Aliases = [\"a/b\"])] record One;", new[] { "RING020 at One" })]
    [InlineData("partial class N(JobClient jobs) { [Background(\"a b\")] public partial Task Go(); private void GoNow() { } }", new[] { "RING020 at Go" })]
    public void Name_that_cannot_be_stored_or_belongs_to_another_is_reported(string source, string[] expected)
    {
        Assert.Equal(expected, BackgroundRun.Of(source).FindingsWithPlaces);
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 1)]
    public void Name_has_100_letters_at_most(int length, int findings)
    {
        Assert.Equal(findings, BackgroundRun.Of($"[Job(\"{new string('a', length)}\")] record One;").Findings.Length);
    }
}
