using Ringleader.Remoting;
using Ringleader.TupleSpaces.Remote;
using Ringleader.TupleSpaces.Remote.Server;

namespace Ringleader.TupleSpaces.Tests.Remote;

/// <summary>No peer can take all that is there for everybody.</summary>
public sealed class PeerQuotaTests
{
    private static readonly object?[] Wanted = ["job", null];

    [Fact]
    public void A_peer_gets_its_share_and_others_theirs()
    {
        var quota = new PeerQuota("watches", 100, "MaxWatches", 10, "MaxWatchesPerPeer");
        var greedy = new Peer("a", "10.0.0.1", IsLocal: false);
        var shares = Enumerable.Range(0, 10).Select(_ => quota.Claim(greedy)).ToList();

        var error = Assert.Throws<TupleSpaceFullException>(() => quota.Claim(greedy));

        Assert.Contains("10.0.0.1 has 10 watches", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxWatchesPerPeer", error.Message, StringComparison.Ordinal);
        quota.Claim(new Peer("b", "10.0.0.2", IsLocal: false));
        shares[0].Dispose();
        shares[0].Dispose();
        quota.Claim(greedy);
        Assert.Throws<TupleSpaceFullException>(() => quota.Claim(greedy));
    }

    [Fact]
    public void Many_greedy_connections_leave_something_to_a_local_newcomer()
    {
        var quota = new PeerQuota("watches", 1_000, "MaxWatches", 1_000, "MaxWatchesPerPeer");
        Assert.Equal(800 + 99, Enumerable.Range(0, 100).Sum(id => TakeAll(quota, new Peer(id, $"connection {id}", IsLocal: true))));

        using var share = quota.Claim(new Peer("new", "newcomer", IsLocal: true));
    }

    [Fact]
    public void Addresses_and_local_connections_cannot_take_what_is_kept_for_the_others()
    {
        var quota = new PeerQuota("watches", 1_000, "MaxWatches", 1_000, "MaxWatchesPerPeer");
        Assert.Equal(900, Enumerable.Range(0, 400).Sum(id => TakeAll(quota, new Peer(id, $"connection {id}", IsLocal: true))));
        Assert.Equal(90, Enumerable.Range(1_000, 9).Sum(id => TakeAll(quota, new Peer(id, $"address {id}", IsLocal: false))));
        var newcomer = new Peer("new", "newcomer", IsLocal: false);

        var shares = Enumerable.Range(0, 10).Select(_ => quota.Claim(newcomer)).ToList();

        Assert.Throws<TupleSpaceFullException>(() => quota.Claim(newcomer));
        shares[0].Dispose();
        quota.Claim(newcomer);
    }

    [Fact]
    public void What_was_given_back_to_the_common_part_is_for_everybody()
    {
        var quota = new PeerQuota("watches", 20, "MaxWatches", 20, "MaxWatchesPerPeer");
        var greedy = new Peer("greedy", "connection", IsLocal: true);
        var shares = Enumerable.Range(0, 16).Select(_ => quota.Claim(greedy)).ToList();
        var error = Assert.Throws<TupleSpaceFullException>(() => quota.Claim(greedy));
        Assert.Contains("MaxWatches", error.Message, StringComparison.Ordinal);
        quota.Claim(new Peer("new", "newcomer", IsLocal: true));

        shares[0].Dispose();

        quota.Claim(greedy);
        Assert.Throws<TupleSpaceFullException>(() => quota.Claim(greedy));
    }

    [Fact]
    public async Task A_connection_that_takes_all_the_watches_leaves_some_to_others()
    {
        await using var server = await TupleSpaceServer.StartAsync(options: new TupleSpaceServerOptions
        {
            Space = new TupleSpaceOptions { MaxWatches = 30 },
            MaxWatchesPerPeer = 20,
        });
        await using var greedy = new RemotingClient();
        await using var honest = RemoteTupleSpace.Connect(server.Uri);
        var watches = new List<long>();

        var error = await Assert.ThrowsAnyAsync<RingleaderException>(async () =>
        {
            while (watches.Count < 31)
            {
                watches.Add(await greedy.Connect<ILeasingSpace>(server.Uri).WatchAsync(Wanted, ["write"]));
            }
        });

        Assert.Contains("MaxWatches", error.Message, StringComparison.Ordinal);
        Assert.InRange(watches.Count, 1, 20);
        await using var watch = await honest.WatchAsync(["job", null]);
        Assert.True(await greedy.Connect<ILeasingSpace>(server.Uri).EndWatchAsync(watches[0]));
    }

    [Fact]
    public async Task Leases_count_until_they_are_settled()
    {
        await using var server = await TupleSpaceServer.StartAsync(options: new TupleSpaceServerOptions { MaxLeases = 100, MaxLeasesPerPeer = 2 });
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        for (var i = 0; i < 10; i++)
        {
            await space.WriteAsync(["job", i]);
        }

        for (var i = 0; i < 5; i++)
        {
            await (await space.TryTakeAsync(["job", null]))!.CommitAsync();
        }

        await space.TryTakeAsync(["job", null]);
        await space.TryTakeAsync(["job", null]);
        var error = await Assert.ThrowsAnyAsync<RingleaderException>(async () => await space.TryTakeAsync(["job", null]));

        Assert.Contains("MaxLeasesPerPeer", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, await server.Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task Renewers_of_another_server_count_for_as_long_as_they_renew_something()
    {
        await using var server = await TupleSpaceServer.StartAsync(options: new TupleSpaceServerOptions { MaxRenewers = 100, MaxRenewersPerPeer = 1 });
        await using var owner = await RemoteServer.StartAsync(front: new Renewing());
        await using var client = new RemotingClient();
        var space = client.Connect(server.Uri);
        var renewer = client.Connect(owner.Uri);
        for (var i = 0L; i < 3; i++)
        {
            await space.CallAsync("write", [new object?[] { "job", i }, renewer]);
            await space.CallAsync("take", [new object?[] { "job", i }]);
        }

        await space.CallAsync("write", [new object?[] { "job", 3L }, renewer]);
        var error = await Assert.ThrowsAnyAsync<RingleaderException>(
            async () => await space.CallAsync("write", [new object?[] { "job", 4L }, renewer]));

        Assert.Contains("MaxRenewersPerPeer", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await server.Space.CountAsync(["job", null]));
    }

    private static int TakeAll(PeerQuota quota, Peer peer)
    {
        for (var count = 0; ; count++)
        {
            try
            {
                quota.Claim(peer);
            }
            catch (TupleSpaceFullException)
            {
                return count;
            }
        }
    }

    private sealed class Renewing : IRindaRenewer
    {
        public ValueTask<object?> RenewAsync(CancellationToken cancellationToken = default) => new(300L);
    }
}
