using Ringleader.Cli.Demo.LogCounting;
using Ringleader.Testing;

namespace Ringleader.Cli.Tests.Demo.LogCounting;

public sealed class RangeDeskTests : IDisposable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();
    private readonly TemporaryLog _file = TemporaryLog.Of("/a", "/a", "/b", "/c", "/a");

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Join_lets_nobody_start_before_all_are_there()
    {
        var desk = await OpenAsync(expectedWorkers: 2);

        var first = desk.JoinAsync("a");
        Assert.False(first.IsCompleted);
        await desk.JoinAsync("b").WaitAsync(Safety);

        await first.WaitAsync(Safety);
    }

    [Fact]
    public async Task Join_counts_a_worker_once()
    {
        var desk = await OpenAsync(expectedWorkers: 2);
        _ = desk.JoinAsync("a");

        Assert.False(desk.JoinAsync("a").IsCompleted);
    }

    [Fact]
    public async Task Take_gives_the_lines_of_the_range()
    {
        var desk = await OpenAsync();

        var range = await desk.TakeAsync("a");

        Assert.Equal(2, range!.Lines.Count);
        Assert.All(range.Lines, line => Assert.Contains("GET /a ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counts_of_all_workers_are_merged()
    {
        var desk = await OpenAsync();
        await WorkAsync(desk, "a", "b");

        var summary = await desk.SummarizeAsync();

        Assert.Equal(new Dictionary<string, long> { ["/a"] = 3, ["/b"] = 1, ["/c"] = 1 }, await desk.ListCountsAsync(0, 10));
        Assert.Equal((3, 5L, 5L, 0L, 3), (summary.Ranges, summary.Lines, summary.CountedLines, summary.UnreadableLines, summary.CountedOnce));
        Assert.Equal([new("a", 2, 3), new WorkerShare("b", 1, 2)], summary.Workers);
    }

    [Fact]
    public async Task Counts_come_in_pages()
    {
        var desk = await OpenAsync();
        await WorkAsync(desk, "a");

        Assert.Equal(["/a", "/b"], (await desk.ListCountsAsync(0, 2)).Keys);
        Assert.Equal(["/c"], (await desk.ListCountsAsync(2, 2)).Keys);
        Assert.Empty(await desk.ListCountsAsync(4, 2));
    }

    [Fact]
    public async Task Late_answer_is_refused_and_not_counted()
    {
        var desk = await OpenAsync();
        var lost = (await desk.TakeAsync("dead"))!;
        _clock.Advance(LeaseTime);
        await WorkAsync(desk, "b");

        Assert.False(await desk.CompleteAsync("dead", lost.Id, lost.Term, new Dictionary<string, long> { ["/a"] = 2 }, 0));

        var summary = await desk.SummarizeAsync();
        Assert.Equal(3, (await desk.ListCountsAsync(0, 10))["/a"]);
        Assert.Equal(3, summary.CountedOnce);
        Assert.Equal(new RedoneRange(lost.Id, "dead", "b", 1), Assert.Single(summary.Redone));
    }

    [Fact]
    public async Task Answer_that_does_not_account_for_every_line_is_an_error_and_leaves_the_lease()
    {
        var desk = await OpenAsync();
        var range = (await desk.TakeAsync("a"))!;

        await Assert.ThrowsAsync<ArgumentException>(() => desk.CompleteAsync("a", range.Id, range.Term, new Dictionary<string, long>(), 1));

        Assert.True(await desk.CompleteAsync("a", range.Id, range.Term, new Dictionary<string, long> { ["/a"] = 2 }, 0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public async Task Answer_for_a_range_that_does_not_exist_is_an_error(int id)
    {
        var desk = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => desk.CompleteAsync("a", id, 1, new Dictionary<string, long>(), 0));
    }

    [Fact]
    public async Task Time_of_work_ends_with_the_last_range_that_was_not_lost()
    {
        var desk = await OpenAsync();
        await desk.TakeAsync("dead");
        var fresh = (await desk.TakeAsync("b"))!;
        _clock.Advance(LeaseTime / 2);
        await CompleteAsync(desk, "b", fresh);
        var last = (await desk.TakeAsync("b"))!;
        await CompleteAsync(desk, "b", last);
        _clock.Advance(LeaseTime);
        await WorkAsync(desk, "b");

        var summary = await desk.SummarizeAsync();

        Assert.Equal(0.5, summary.BusySeconds);
        Assert.Equal(5, summary.Calls);
    }

    [Fact]
    public async Task Latencies_of_all_workers_make_the_percentiles()
    {
        var desk = await OpenAsync();
        await desk.ReportAsync("a", [.. Enumerable.Range(1, 50).Select(i => (long)i)]);
        await desk.ReportAsync("b", [.. Enumerable.Range(51, 50).Select(i => (long)i)]);

        var summary = await desk.SummarizeAsync();

        Assert.Equal((50L, 99L), (summary.MedianLatency, summary.TailLatency));
    }

    private async Task<RangeDesk> OpenAsync(int expectedWorkers = 1)
    {
        var log = await _file.OpenAsync(rangeLines: 2);
        return new RangeDesk(log, new RangeLedger(log.Ranges.Count, LeaseTime, dealtRounds: 0, _clock), expectedWorkers, _clock);
    }

    /// <summary>Takes and completes everything, the workers in turn.</summary>
    private static async Task WorkAsync(RangeDesk desk, params string[] workers)
    {
        for (var turn = 0; await desk.TakeAsync(workers[turn % workers.Length]) is { } range; turn++)
        {
            await CompleteAsync(desk, workers[turn % workers.Length], range);
        }
    }

    private static async Task CompleteAsync(RangeDesk desk, string worker, LineRange range)
    {
        var count = new RequestCount();
        range.Lines.ToList().ForEach(count.AddLine);
        Assert.True(await desk.CompleteAsync(worker, range.Id, range.Term, count.ByUrl, count.Unreadable));
    }
}
