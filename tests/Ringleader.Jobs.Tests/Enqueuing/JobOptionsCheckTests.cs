using Ringleader.Jobs.Enqueuing;
using Ringleader.Jobs.Tests.Schedules;

namespace Ringleader.Jobs.Tests.Enqueuing;

public sealed class JobOptionsCheckTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_525);

    public static TheoryData<string, JobOptions> Refused => new()
    {
        { "JobOptions.Queue", new() { Queue = "" } },
        { "JobOptions.Queue", new() { Queue = new('q', 101) } },
        { "JobOptions.Queue", new() { Queue = "a\0b" } },
        { "JobOptions.Queue", new() { Queue = "half \ud83d of a pair" } },
        { "RunAt and Delay", new() { RunAt = DateTimeOffset.UnixEpoch, Delay = Tick } },
        { "JobOptions.Delay", new() { Delay = -Tick } },
        { "JobOptions.Delay", new() { Delay = Longest + Tick } },
        { "JobOptions.MaxAttempts", new() { MaxAttempts = 0 } },
        { "JobOptions.TimeLimit", new() { TimeLimit = TimeSpan.Zero } },
        { "JobOptions.TimeLimit", new() { TimeLimit = Timeout.InfiniteTimeSpan } },
        { "JobOptions.Unique.Key", new() { Unique = new("") } },
        { "JobOptions.Unique.Key", new() { Unique = new(new string('k', 201)) } },
        { "JobOptions.Unique.Scope", new() { Unique = new("k", (UniqueScope)9) } },
        { "JobOptions.Unique.For", new() { Unique = new("k", UniqueScope.Time) } },
        { "JobOptions.Unique.For", new() { Unique = new("k", UniqueScope.UntilEnded, Tick) } },
        { "JobOptions.Unique.For", new() { Unique = new("k", UniqueScope.Time, TimeSpan.Zero) } },
        { "JobOptions.Group", new() { Group = "" } },
        { "JobOptions.LimitKey", new() { LimitKey = new('k', 201) } },
        { "JobOptions.Tags", new() { Tags = [.. Enumerable.Repeat("tag", 21)] } },
        { "tag of JobOptions.Tags", new() { Tags = ["fine", ""] } },
        { "JobOptions.After", new() { After = [.. Enumerable.Repeat(new JobId(1), 1001)] } },
        { "JobOptions.KeepResult", new() { KeepResult = -Tick } },
        { "JobOptions.KeepFailed", new() { KeepFailed = TimeSpan.FromMinutes(59) } },
        { "JobOptions.Unique.Replace", new() { Unique = new("k") { Replace = (UniqueReplace)8 } } },
    };

    public static TheoryData<JobOptions> Allowed => new()
    {
        new JobOptions(),
        new JobOptions { Queue = new('q', 100), Delay = TimeSpan.Zero, MaxAttempts = 1, TimeLimit = Tick, KeepResult = TimeSpan.Zero },
        new JobOptions { Queue = "Grüße 世界 \ud83d\ude00", Delay = Longest, MaxAttempts = int.MaxValue, TimeLimit = Longest, Priority = int.MinValue },
        new JobOptions { RunAt = DateTimeOffset.MinValue, Unique = new(new string('k', 200)), Group = "g", LimitKey = "l" },
        new JobOptions { Unique = new("k", UniqueScope.Time, Tick), Tags = [.. Enumerable.Repeat(new string('t', 100), 20)] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_makes_no_sense_is_refused_by_its_name(string property, JobOptions options)
    {
        Assert.Contains(property, Assert.ThrowsAny<ArgumentException>(() => JobOptionsCheck.ThrowIfInvalid(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void What_is_at_the_edge_of_its_range_is_allowed(JobOptions options)
    {
        JobOptionsCheck.ThrowIfInvalid(options);
    }

    [Fact]
    public void A_text_is_allowed_exactly_if_utf8_keeps_it()
    {
        var random = SeededRandom.Create(output);
        var strict = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true);
        for (var round = 0; round < 5000; round++)
        {
            // Many surrogates, rightly and wrongly paired, among other characters.
            var text = new string([.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(3) switch
            {
                0 => (char)random.Next(0xD800, 0xDC00),
                1 => (char)random.Next(0xDC00, 0xE000),
                _ => (char)random.Next(1, 0xD800),
            })]);
            var isKept = Record.Exception(() => strict.GetBytes(text)) is null;

            var error = Record.Exception(() => JobOptionsCheck.ThrowIfInvalid(new JobOptions { Group = text }));

            Assert.Equal(isKept, error is null);
        }
    }
}
