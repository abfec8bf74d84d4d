using System.Net;
using Ringleader.Remoting.Access;
using Ringleader.Remoting.Listening;
using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Listening;

public sealed class ConnectionPlacesTests
{
    private static readonly IPAddress Peer = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");
    private static readonly IPAddress Third = IPAddress.Parse("192.0.2.3");

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void TryTake_refuses_beyond_the_connections_in_all_until_one_is_released()
    {
        var places = Create(maximum: 2);
        Take(places, Peer, FakeConnection.InUse);
        var second = Take(places, Other, FakeConnection.InUse);

        Assert.Equal(PlaceRefusal.ServerFull, Refusal(places, Peer));

        places.Release(second);
        Take(places, Peer);
        Assert.Equal(2, places.Connections);
    }

    [Fact]
    public void TryTake_refuses_beyond_the_connections_of_one_address()
    {
        var places = Create(maximumPerAddress: 1);
        Take(places, Peer, FakeConnection.InUse);

        Assert.Equal(PlaceRefusal.AddressFull, Refusal(places, Peer));

        Take(places, Other);
    }

    [Fact]
    public void TryTake_refuses_an_address_that_connects_too_often_until_its_bucket_fills()
    {
        var places = Create(newPerSecond: 2, burst: 3);
        TakeAndRelease(places, 3);

        Assert.Equal(PlaceRefusal.AddressTooFast, Refusal(places, Peer));

        Take(places, Other);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        TakeAndRelease(places, 1);
        Assert.Equal(PlaceRefusal.AddressTooFast, Refusal(places, Peer));
    }

    [Fact]
    public void TryTake_never_fills_the_bucket_beyond_its_size()
    {
        var places = Create(newPerSecond: 2, burst: 3);
        TakeAndRelease(places, 1);

        _clock.Advance(TimeSpan.FromHours(1));

        TakeAndRelease(places, 3);
        Assert.Equal(PlaceRefusal.AddressTooFast, Refusal(places, Peer));
    }

    [Fact]
    public void TryTake_counts_an_ipv6_network_of_64_bits_as_one_address()
    {
        var places = Create(maximumPerAddress: 1);
        Take(places, IPAddress.Parse("2001:db8::1"), FakeConnection.InUse);

        Assert.Equal(PlaceRefusal.AddressFull, Refusal(places, IPAddress.Parse("2001:db8::ffff:1")));

        Take(places, IPAddress.Parse("2001:db8:0:1::1"));
    }

    [Fact]
    public void TryTake_counts_a_mapped_address_as_the_ipv4_address_that_it_is()
    {
        var places = Create(maximumPerAddress: 1);
        Take(places, Peer, FakeConnection.InUse);

        Assert.Equal(PlaceRefusal.AddressFull, Refusal(places, Peer.MapToIPv6()));

        Take(places, Other.MapToIPv6());
    }

    [Fact]
    public void TryTake_without_limits_gives_places()
    {
        var places = new ConnectionPlaces(int.MaxValue, int.MaxValue, double.PositiveInfinity, 1, _clock);

        for (var count = 0; count < 1000; count++)
        {
            Take(places, Peer);
        }

        Assert.Equal(1000, places.Connections);
    }

    [Fact]
    public void TryTake_that_refuses_allocates_nothing()
    {
        var full = Create(maximum: 1);
        Take(full, Peer, FakeConnection.InUse);
        var fullForOne = Create(maximumPerAddress: 1);
        Take(fullForOne, Peer, FakeConnection.InUse);
        var tooFast = Create(newPerSecond: 1, burst: 1);
        Take(tooFast, Peer);
        var newcomer = FakeConnection.Unproven(_clock);
        RefuseAll();

        var before = GC.GetAllocatedBytesForCurrentThread();
        RefuseAll();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void RefuseAll()
        {
            full.TryTake(AddressBits.GroupOf(Other), newcomer, out _, out _);
            fullForOne.TryTake(AddressBits.GroupOf(Peer), newcomer, out _, out _);
            tooFast.TryTake(AddressBits.GroupOf(Peer), newcomer, out _, out _);
        }
    }

    [Fact]
    public void When_places_run_out_the_busiest_address_loses_one()
    {
        var places = Create(maximum: 3);
        var honest = Idle(places, Other);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var older = Idle(places, Peer);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var newer = Idle(places, Peer);

        Take(places, Third);

        Assert.True(older.IsEnded);
        Assert.False(newer.IsEnded);
        Assert.False(honest.IsEnded);
        Assert.Equal(3, places.Connections);
    }

    [Fact]
    public void A_connection_that_never_sent_a_request_goes_before_one_that_did()
    {
        var places = Create(maximum: 2);
        var served = Idle(places, Peer);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var unproven = FakeConnection.Unproven(_clock);
        Take(places, Peer, unproven);

        Take(places, Other);

        Assert.True(unproven.IsEnded);
        Assert.False(served.IsEnded);
    }

    [Fact]
    public void A_connection_in_use_keeps_its_place_while_another_is_idle()
    {
        var places = Create(maximum: 4);
        for (var count = 0; count < 3; count++)
        {
            Take(places, Peer, FakeConnection.InUse);
        }

        var idle = Idle(places, Peer);

        Take(places, Other);

        Assert.True(idle.IsEnded);
    }

    [Fact]
    public void A_connection_that_becomes_active_at_the_last_moment_keeps_its_place()
    {
        var places = Create(maximum: 2);
        var waking = Idle(places, Peer);
        waking.WakesUp = true;
        _clock.Advance(TimeSpan.FromSeconds(1));
        var idle = Idle(places, Peer);

        Take(places, Other);

        Assert.False(waking.IsEnded);
        Assert.True(idle.IsEnded);
    }

    [Fact]
    public void An_address_with_few_connections_gets_a_place_of_one_that_uses_all()
    {
        var places = Create(maximum: 8);
        for (var count = 0; count < 8; count++)
        {
            Take(places, Peer, FakeConnection.InUse);
        }

        Take(places, Other, FakeConnection.InUse);
        Take(places, Other, FakeConnection.InUse);

        // Both would have three and six: to go on would only move the shortage from one to the other.
        Take(places, Other, FakeConnection.InUse, PlaceRefusal.ServerFull);
        Assert.Equal(PlaceRefusal.ServerFull, Refusal(places, Peer));
    }

    [Fact]
    public void An_address_never_loses_a_place_to_one_that_has_more()
    {
        var places = Create(maximum: 4);
        for (var count = 0; count < 3; count++)
        {
            Take(places, Peer, FakeConnection.InUse);
        }

        var honest = Idle(places, Other);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(PlaceRefusal.ServerFull, Refusal(places, Peer));
        Assert.False(honest.IsEnded);
    }

    [Fact]
    public void An_address_at_its_limit_replaces_its_own_idle_connections_once_they_are_quiet()
    {
        var places = Create(maximumPerAddress: 2);
        var first = Idle(places, Peer);
        var second = Idle(places, Peer);

        Assert.Equal(PlaceRefusal.AddressFull, Refusal(places, Peer)); // they may be about to be used
        _clock.Advance(TimeSpan.FromSeconds(1));
        Take(places, Peer);

        Assert.True(first.IsEnded);
        Assert.False(second.IsEnded);
    }

    [Fact]
    public void A_place_that_was_lost_cannot_be_handed_over_and_is_not_released_twice()
    {
        var places = Create(maximum: 1);
        var lost = Take(places, Peer, FakeConnection.Unproven(_clock));
        Take(places, Other);

        Assert.False(places.TryHandOver(lost, FakeConnection.InUse));
        places.Release(lost);

        Assert.Equal(1, places.Connections);
    }

    [Fact]
    public void A_flood_of_addresses_is_remembered_up_to_a_bound()
    {
        var places = Create(newPerSecond: 0.001, burst: 10);

        for (var number = 0; number < 3 * ConnectionPlaces.MaximumIdleAddresses; number++)
        {
            var address = new IPAddress([0x20, 1, 0xd, 0xb8, 0, 0, (byte)(number >> 8), (byte)number, 0, 0, 0, 0, 0, 0, 0, 1]);
            places.Release(Take(places, address));
        }

        Assert.Equal(ConnectionPlaces.MaximumIdleAddresses, places.RememberedAddresses);
    }

    [Fact]
    public void Addresses_are_forgotten_when_their_buckets_are_full_again()
    {
        var places = Create(newPerSecond: 1, burst: 2);
        TakeAndRelease(places, 2);
        Assert.Equal(1, places.RememberedAddresses);

        _clock.Advance(TimeSpan.FromSeconds(2));
        places.Release(Take(places, Other));

        Assert.Equal(1, places.RememberedAddresses);
    }

    [Fact]
    public void Constructor_refuses_limits_that_would_admit_nobody()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(maximum: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(maximumPerAddress: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(newPerSecond: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(newPerSecond: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(burst: 0));
    }

    [Fact]
    public async Task Places_taken_and_released_by_many_threads_add_up()
    {
        var places = Create(maximumPerAddress: 3);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (var round = 0; round < 5000; round++)
            {
                var address = AddressBits.GroupOf((worker + round) % 2 == 0 ? Peer : Other);
                if (places.TryTake(address, FakeConnection.InUse, out _, out _) is { } place)
                {
                    places.Release(place);
                }
            }
        })));

        Assert.Equal(0, places.Connections);
        for (var count = 0; count < 3; count++)
        {
            Take(places, Peer);
        }
    }

    private ConnectionPlaces Create(
        int maximum = 100_000, int maximumPerAddress = 100_000, double newPerSecond = double.PositiveInfinity, int burst = 100_000) =>
        new(maximum, maximumPerAddress, newPerSecond, burst, _clock);

    private FakeConnection Idle(ConnectionPlaces places, IPAddress address)
    {
        var connection = FakeConnection.Served(_clock);
        Take(places, address, connection);
        return connection;
    }

    private ConnectionPlace Take(ConnectionPlaces places, IPAddress address, FakeConnection? connection = null, PlaceRefusal expected = PlaceRefusal.None)
    {
        var place = places.TryTake(AddressBits.GroupOf(address), connection ?? FakeConnection.Served(_clock), out var refusal, out _);
        Assert.Equal(expected, refusal);
        Assert.Equal(expected == PlaceRefusal.None, place is not null);
        return place!; // null only where the test expects a refusal and does not use it
    }

    private PlaceRefusal Refusal(ConnectionPlaces places, IPAddress address)
    {
        Assert.Null(places.TryTake(AddressBits.GroupOf(address), FakeConnection.Served(_clock), out var refusal, out _));
        return refusal;
    }

    private void TakeAndRelease(ConnectionPlaces places, int times)
    {
        for (var count = 0; count < times; count++)
        {
            places.Release(Take(places, Peer));
        }
    }

    private sealed class FakeConnection(bool hasServed, long idleSince) : IPlacedConnection
    {
        public static FakeConnection InUse => new(hasServed: true, long.MaxValue);

        public string Peer => "fake";

        public bool HasServed => hasServed;

        public long IdleSince { get; private set; } = idleSince;

        public bool WakesUp { get; set; }

        public bool IsEnded { get; private set; }

        public static FakeConnection Served(TimeProvider clock) => new(hasServed: true, clock.GetTimestamp());

        public static FakeConnection Unproven(TimeProvider clock) => new(hasServed: false, clock.GetTimestamp());

        public bool TryEndIdle()
        {
            if (WakesUp)
            {
                IdleSince = long.MaxValue;
                return false;
            }

            return IsEnded = true;
        }

        public void Abort()
        {
        }
    }
}
