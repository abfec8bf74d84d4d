using Ringleader.Conformance.Services;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Services.Tests;

/// <summary>Ring servers that come late, go and come back.</summary>
public sealed class RingServerLossTests
{
    private static readonly Template Greeters = [RubySymbol.Of("name"), RubySymbol.Of("greeter"), null, null];

    private static readonly ServiceRingOptions Quick = new()
    {
        CheckPeriod = TimeSpan.FromMilliseconds(100),
        DefaultTimeout = TimeSpan.FromSeconds(30),
    };

    [Fact]
    public async Task A_ring_server_that_was_restarted_gets_the_offers_again()
    {
        var uri = $"druby://127.0.0.1:{FreePort.Find()}";
        var first = await TupleSpaceServer.StartAsync(uri);
        await using var ring = await ServiceRing.JoinAsync(Quick with { RingServers = [uri] });
        await using var offer = await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));
        await first.DisposeAsync();
        await Eventually.IsTrueAsync(() => !offer.IsRegistered);

        await using var second = await TupleSpaceServer.StartAsync(uri);

        // Somebody else's tuple takes the number that the offer had with the first server.
        await second.Space.WriteAsync(["something", "else"]);
        await Eventually.IsTrueAsync(async () => await second.Space.CountAsync(Greeters) == 1);
        await Eventually.IsTrueAsync(() => offer.IsRegistered);
        Assert.Equal("Hello, Ann", await (await ring.FindAsync<IGreeter>("greeter")).GreetAsync("Ann"));
    }

    [Fact]
    public async Task An_offer_without_a_ring_server_fails_and_says_which_were_tried()
    {
        var uri = $"druby://127.0.0.1:{FreePort.Find()}";
        await using var ring = await ServiceRing.JoinAsync(Quick with { RingServers = [uri] });

        var error = await Assert.ThrowsAsync<ServiceNotRegisteredException>(async () => await ring.OfferAsync<IGreeter>(
            "greeter", new Greeter("Hello"), new() { RegistrationTimeout = TimeSpan.FromMilliseconds(100) }));

        Assert.Contains(uri, error.Message, StringComparison.Ordinal);
        await using var late = await TupleSpaceServer.StartAsync(uri);
        await using var another = await ring.OfferAsync<IGreeter>("another", new Greeter("Hello"));
        Assert.Equal(0, await late.Space.CountAsync(Greeters));
    }

    [Fact]
    public async Task An_offer_in_the_background_is_registered_when_a_ring_server_comes()
    {
        var uri = $"druby://127.0.0.1:{FreePort.Find()}";
        await using var ring = await ServiceRing.JoinAsync(Quick with { RingServers = [uri] });
        await using var offer = await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"), new() { RegistrationTimeout = TimeSpan.Zero });
        Assert.False(offer.IsRegistered);

        await using var board = await TupleSpaceServer.StartAsync(uri);
        await offer.WaitUntilRegisteredAsync(TimeSpan.FromSeconds(30));

        Assert.Equal([uri], offer.RingServers);
        Assert.Equal(1, await board.Space.CountAsync(Greeters));
    }

    [Fact]
    public async Task An_offer_that_is_withdrawn_before_it_was_registered_ends_the_wait()
    {
        await using var ring = await ServiceRing.JoinAsync(Quick with { RingServers = [$"druby://127.0.0.1:{FreePort.Find()}"] });
        var offer = await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"), new() { RegistrationTimeout = TimeSpan.Zero });

        await offer.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => offer.WaitUntilRegisteredAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Each_of_several_ring_servers_has_the_offers_and_one_is_enough()
    {
        var first = await TupleSpaceServer.StartAsync();
        await using var second = await TupleSpaceServer.StartAsync();
        await using var provider = await ServiceRing.JoinAsync(Quick with { RingServers = [first.Uri, second.Uri] });
        await using var client = await ServiceRing.JoinAsync(Quick with { RingServers = [first.Uri, second.Uri] });
        await using var offer = await provider.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));
        await Eventually.IsTrueAsync(() => offer.RingServers.Count == 2);
        var greeter = await client.BalanceAsync<IGreeter>("greeter");
        Assert.Equal(2, Assert.Single(await client.ListAsync()).RingServers.Count);

        await first.DisposeAsync();

        Assert.Equal("Hello, Ann", await greeter.GreetAsync("Ann"));
        Assert.Equal("Hello, Ann", await (await client.FindAsync<IGreeter>("greeter")).GreetAsync("Ann"));
        await using var other = await provider.OfferAsync<IGreeter>("greeter", new Greeter("Welcome"));
        await Eventually.IsTrueAsync(async () => await greeter.GreetAsync("Ann") == "Welcome, Ann");
        await using var loan = await client.BorrowAsync<IGreeter>("greeter");
        Assert.Equal([second.Uri], offer.RingServers);
    }

    [Fact]
    public async Task Ring_servers_are_found_on_the_network_also_when_they_start_later()
    {
        await using var first = await TupleSpaceServer.StartAsync();
        await using var second = await TupleSpaceServer.StartAsync();
        await using var firstRing = await RingServer.StartAsync(first, new() { Port = 0 });
        var secondPort = FreePort.Find();
        await using var ring = await ServiceRing.JoinAsync(Quick with
        {
            Finder = new() { Targets = [$"127.0.0.1:{firstRing.Port}", $"127.0.0.1:{secondPort}"], Timeout = TimeSpan.FromSeconds(1) },
        });
        await using var offer = await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));
        Assert.Equal([first.Uri], ring.RingServers);

        await using var secondRing = await RingServer.StartAsync(second, new() { Port = secondPort });

        await Eventually.IsTrueAsync(async () => await second.Space.CountAsync(Greeters) == 1);
        Assert.Equal("Hello, Ann", await (await ring.FindAsync<IGreeter>("greeter")).GreetAsync("Ann"));
    }

    [Fact]
    public async Task A_search_without_any_ring_server_says_so()
    {
        await using var ring = await ServiceRing.JoinAsync(Quick with
        {
            Finder = new() { Targets = [$"127.0.0.1:{FreePort.Find()}"], Timeout = TimeSpan.FromMilliseconds(200) },
        });

        await Assert.ThrowsAsync<RingNotFoundException>(async () => await ring.FindAsync<IGreeter>("greeter"));
        var error = await Assert.ThrowsAsync<ServiceNotRegisteredException>(async () => await ring.OfferAsync<IGreeter>(
            "greeter", new Greeter("Hello"), new() { RegistrationTimeout = TimeSpan.FromMilliseconds(100) }));
        Assert.Contains("none was found", error.Message, StringComparison.Ordinal);
    }
}
