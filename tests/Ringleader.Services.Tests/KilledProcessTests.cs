using Ringleader.Conformance.Services;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Tests;

/// <summary>What a process held that was killed.</summary>
public sealed class KilledProcessTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>For a machine that is busy with other tests.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private static readonly Template Greeters = [RubySymbol.Of("name"), RubySymbol.Of("greeter"), null, null];

    [Fact]
    public async Task What_a_killed_provider_offered_is_gone_within_its_lease()
    {
        await using var board = await TupleSpaceServer.StartAsync();
        await using var peer = await PeerProcess.StartAsync("offer", board.Uri, Lease);
        await using var ring = await ServiceRing.JoinAsync(new() { RingServers = [board.Uri] });
        Assert.Equal("Hello, Ann", await (await ring.FindAsync<IGreeter>("greeter")).GreetAsync("Ann"));

        await peer.KillAsync();
        var taken = await MeasureAsync(async () => await board.Space.CountAsync(Greeters) == 0);

        Assert.InRange(taken, TimeSpan.Zero, Lease + Slack);
        await Assert.ThrowsAsync<ServiceNotFoundException>(async () => await ring.FindAsync<IGreeter>("greeter"));
    }

    [Fact]
    public async Task A_provider_that_lives_outlives_many_leases()
    {
        await using var board = await TupleSpaceServer.StartAsync();
        await using var peer = await PeerProcess.StartAsync("offer", board.Uri, TimeSpan.FromSeconds(1));
        await using var watch = await board.Space.WatchAsync(Greeters, TupleEventKinds.Delete, TimeSpan.FromSeconds(3));

        Assert.Equal(TupleEventKinds.Close, (await watch.NextAsync())?.Kind);

        Assert.Equal(1, await board.Space.CountAsync(Greeters));
    }

    [Fact]
    public async Task What_a_killed_borrower_had_is_back_within_its_lease()
    {
        await using var board = await TupleSpaceServer.StartAsync();
        await using var ring = await ServiceRing.JoinAsync(new() { RingServers = [board.Uri], CheckPeriod = TimeSpan.FromMilliseconds(200) });
        await using var offer = await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));
        await using var peer = await PeerProcess.StartAsync("borrow", board.Uri, Lease);
        await Assert.ThrowsAsync<ServiceNotFoundException>(async () => await ring.FindAsync<IGreeter>("greeter"));

        await peer.KillAsync();
        var taken = await MeasureAsync(async () => await board.Space.CountAsync(Greeters) == 1);

        Assert.InRange(taken, TimeSpan.Zero, Lease + Slack);
        await using var loan = await ring.BorrowAsync<IGreeter>("greeter");
        Assert.Equal("Hello, Ann", await loan.Service.GreetAsync("Ann"));
    }

    private static async Task<TimeSpan> MeasureAsync(Func<ValueTask<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        await Eventually.IsTrueAsync(condition);
        var taken = TimeProvider.System.GetElapsedTime(started);
        TestContext.Current.SendDiagnosticMessage($"It took {taken.TotalSeconds:0.00} s.");
        return taken;
    }
}
