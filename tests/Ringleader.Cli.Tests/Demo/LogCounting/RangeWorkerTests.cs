using Ringleader.Cli.Demo.LogCounting;
using Ringleader.Remoting;

namespace Ringleader.Cli.Tests.Demo.LogCounting;

public sealed class RangeWorkerTests
{
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Workers_over_druby_count_what_one_process_counts_although_one_of_them_hangs()
    {
        using var file = TemporaryLog.Of(Enumerable.Range(0, 500).Select(i => $"/{i % 17}"));
        using var log = await file.OpenAsync(rangeLines: 10);
        var ledger = new RangeLedger(log.Ranges.Count, TimeSpan.FromMilliseconds(300), dealtRounds: 2, TimeProvider.System);
        var desk = new RangeDesk(log, ledger, expectedWorkers: 3, TimeProvider.System);
        await using var server = await RemoteServer.StartAsync("druby://127.0.0.1:0", desk);
        await using var client = new RemotingClient();
        using var hanging = new CancellationTokenSource();

        var hung = Worker("hung", client, server, (_, number) => number == 2 ? Task.Delay(Timeout.Infinite, hanging.Token) : Task.CompletedTask)
            .RunAsync(CancellationToken.None);
        await Task.WhenAll(
            Worker("one", client, server).RunAsync(CancellationToken.None),
            Worker("two", client, server).RunAsync(CancellationToken.None)).WaitAsync(Safety);

        await hanging.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hung);
        var summary = await client.Connect<IRangeOverview>(server.Uri).SummarizeAsync();
        var shared = new RequestCount();
        shared.Merge(await client.Connect<IRangeOverview>(server.Uri).ListCountsAsync(0, 100), summary.UnreadableLines);
        var (alone, lines) = await CountAlone.RunAsync(file.Path, file.Length, CancellationToken.None);
        Assert.True(shared.IsSameAs(alone));
        Assert.Equal((lines, summary.Ranges), (summary.CountedLines, summary.CountedOnce));
        Assert.Contains(summary.Redone, redone => redone.LostBy == "hung");
        Assert.True(summary.TailLatency > 0);
    }

    private static RangeWorker Worker(string name, RemotingClient client, RemoteServer server, Func<LineRange, int, Task>? taken = null) =>
        new(name, client.Connect<IRangeDesk>(server.Uri), TimeProvider.System) { Taken = taken };
}
