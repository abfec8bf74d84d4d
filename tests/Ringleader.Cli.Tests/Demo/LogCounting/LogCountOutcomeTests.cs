using Ringleader.Cli.Demo.LogCounting;

namespace Ringleader.Cli.Tests.Demo.LogCounting;

/// <summary>A check that cannot fail is none: each of them is made to fail here.</summary>
public sealed class LogCountOutcomeTests
{
    private static readonly CountSummary Good = new(
        Ranges: 2, Lines: 3, CountedLines: 3, UnreadableLines: 0, CountedOnce: 2, Calls: 4, BusySeconds: 0.5, MedianLatency: 1, TailLatency: 2, Workers: [], Redone: [new RedoneRange(1, "v", "w", 1)]);

    [Fact]
    public void Good_run_passes_every_check()
    {
        Assert.All(Outcome().Check(), check => Assert.True(check.Passed, check.Claim));
        Assert.Equal(8, Outcome().CallRate);
    }

    [Fact]
    public void Each_check_fails_for_its_own_reason()
    {
        AssertFails("The merged counts", Outcome() with { Shared = Count(("/a", 2), ("/b", 1)), Alone = Count(("/a", 3)) });
        AssertFails("The merged counts", Outcome() with { Shared = new RequestCount(1), Alone = new RequestCount() });
        AssertFails("Every line", Outcome() with { Summary = Good with { CountedLines = 2 } });
        AssertFails("Every line", Outcome() with { Lines = 4 });
        AssertFails("Every range", Outcome() with { Summary = Good with { CountedOnce = 1 } });
        AssertFails("The range of v", Outcome() with { Summary = Good with { Redone = [] } });
        AssertFails("The range of v", Outcome() with { Summary = Good with { Redone = [new RedoneRange(1, "v", "v", 1)] } });
        AssertFails("The range of v", Outcome() with { Summary = Good with { Redone = [new RedoneRange(0, "v", "w", 1)] } });
        AssertFails("A late answer", Outcome() with { IsLateRefused = false });
    }

    private static void AssertFails(string claim, LogCountOutcome outcome)
    {
        var failed = Assert.Single(outcome.Check(), check => !check.Passed);
        Assert.StartsWith(claim, failed.Claim, StringComparison.Ordinal);
    }

    private static LogCountOutcome Outcome() =>
        new(Count(("/a", 3)), 3, Count(("/a", 3)), Good, "v", new HeldRange(1, 2, 1), IsLateRefused: true);

    private static RequestCount Count(params (string Url, long Requests)[] counts)
    {
        var count = new RequestCount();
        count.Merge(counts.ToDictionary(pair => pair.Url, pair => pair.Requests), 0);
        return count;
    }
}
