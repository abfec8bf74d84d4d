using Ringleader.Conformance.Services;
using Ringleader.Remoting;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Tests.Offering;

/// <summary>Ring servers that take an offer but cannot ask whether it still stands.</summary>
public sealed class UnreachableOfferTests
{
    private static readonly ServiceRingOptions DeniesRingServers = new()
    {
        CheckPeriod = TimeSpan.FromMilliseconds(100),
        Server = new() { AccessControl = AccessControlList.Parse("deny all") },
    };

    [Fact]
    public async Task An_offer_that_a_ring_server_drops_at_once_is_refused_and_the_error_says_why()
    {
        await using var board = await PeerProcess.StartAsync("serve", "druby://127.0.0.1:0");
        await using var ring = await ServiceRing.JoinAsync(DeniesRingServers with { RingServers = [board.Announced] });

        var error = await Assert.ThrowsAsync<ServiceNotRegisteredException>(async () => await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello")));

        Assert.Contains("dropped it at once", error.Message, StringComparison.Ordinal);
        Assert.Contains("ServiceRingOptions.Uri", error.Message, StringComparison.Ordinal);
        Assert.Contains(ring.Uri, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ring_server_that_drops_the_offer_is_reported_once()
    {
        using var log = new RecordingLoggerFactory();
        await using var board = await PeerProcess.StartAsync("serve", "druby://127.0.0.1:0");
        await using var ring = await ServiceRing.JoinAsync(DeniesRingServers with { RingServers = [board.Announced], LoggerFactory = log });
        await using var offer = await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"), new() { RegistrationTimeout = TimeSpan.Zero });
        await offer.Hopeless.WaitAsync(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<ServiceNotRegisteredException>(async () => await ring.OfferAsync<IGreeter>("other", new Greeter("Hello")));

        Assert.False(offer.IsRegistered);
        Assert.Single(log.Of(3013), text => text.Contains("'greeter' is not registered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_space_in_this_process_needs_no_way_back()
    {
        await using var space = new TupleSpace();
        await using var ring = await ServiceRing.JoinAsync(DeniesRingServers with { Space = space });

        await using var offer = await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));

        Assert.True(offer.IsRegistered);
    }
}
