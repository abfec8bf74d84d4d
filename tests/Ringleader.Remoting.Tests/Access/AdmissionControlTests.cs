using System.Diagnostics;
using System.Net;
using Ringleader.Remoting.Access;
using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Access;

public sealed class AdmissionControlTests
{
    private static readonly IPAddress Peer = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void TryAdmit_refuses_beyond_the_connections_in_all_until_one_is_released()
    {
        var admission = Create(maximum: 2);
        Admit(admission, Peer);
        Admit(admission, Other);

        Assert.False(admission.TryAdmit(Peer, out var refusal));

        Assert.Equal(AdmissionRefusal.ServerFull, refusal);
        admission.Release(Other);
        Admit(admission, Peer);
        Assert.Equal(2, admission.Connections);
    }

    [Fact]
    public void TryAdmit_refuses_beyond_the_connections_of_one_address()
    {
        var admission = Create(maximumPerAddress: 1);
        Admit(admission, Peer);

        Assert.False(admission.TryAdmit(Peer, out var refusal));

        Assert.Equal(AdmissionRefusal.AddressFull, refusal);
        Admit(admission, Other);
    }

    [Fact]
    public void TryAdmit_refuses_an_address_that_connects_too_often_until_its_bucket_fills()
    {
        var admission = Create(newPerSecond: 2, burst: 3);
        AdmitAndRelease(admission, 3);

        Assert.False(admission.TryAdmit(Peer, out var refusal));

        Assert.Equal(AdmissionRefusal.AddressTooFast, refusal);
        Admit(admission, Other);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        AdmitAndRelease(admission, 1);
        Assert.False(admission.TryAdmit(Peer, out _));
    }

    [Fact]
    public void TryAdmit_never_fills_the_bucket_beyond_its_size()
    {
        var admission = Create(newPerSecond: 2, burst: 3);
        AdmitAndRelease(admission, 1);

        _clock.Advance(TimeSpan.FromHours(1));

        AdmitAndRelease(admission, 3);
        Assert.False(admission.TryAdmit(Peer, out _));
    }

    [Fact]
    public void TryAdmit_counts_an_ipv6_network_of_64_bits_as_one_address()
    {
        var admission = Create(maximumPerAddress: 1);
        Admit(admission, IPAddress.Parse("2001:db8::1"));

        Assert.False(admission.TryAdmit(IPAddress.Parse("2001:db8::ffff:1"), out _));

        Admit(admission, IPAddress.Parse("2001:db8:0:1::1"));
    }

    [Fact]
    public void TryAdmit_counts_a_mapped_address_as_the_ipv4_address_that_it_is()
    {
        var admission = Create(maximumPerAddress: 1);
        Admit(admission, Peer);

        Assert.False(admission.TryAdmit(Peer.MapToIPv6(), out _));

        Admit(admission, Other.MapToIPv6());
    }

    [Fact]
    public void TryAdmit_without_limits_admits()
    {
        var admission = new AdmissionControl(int.MaxValue, int.MaxValue, double.PositiveInfinity, 1, _clock);

        for (var count = 0; count < 1000; count++)
        {
            Admit(admission, Peer);
        }

        Assert.Equal(1000, admission.Connections);
    }

    [Fact]
    public void TryAdmit_that_refuses_allocates_nothing()
    {
        var full = Create(maximum: 1);
        Admit(full, Peer);
        var fullForOne = Create(maximumPerAddress: 1);
        Admit(fullForOne, Peer);
        var tooFast = Create(newPerSecond: 1, burst: 1);
        Admit(tooFast, Peer);
        RefuseAll();

        var before = GC.GetAllocatedBytesForCurrentThread();
        RefuseAll();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void RefuseAll()
        {
            full.TryAdmit(Other, out _);
            fullForOne.TryAdmit(Peer, out _);
            tooFast.TryAdmit(Peer, out _);
        }
    }

    [Fact]
    public void A_flood_of_addresses_is_remembered_up_to_a_bound()
    {
        var admission = Create(newPerSecond: 0.001, burst: 10);

        for (var number = 0; number < 3 * AdmissionControl.MaximumIdleAddresses; number++)
        {
            var address = new IPAddress([0x20, 1, 0xd, 0xb8, 0, 0, (byte)(number >> 8), (byte)number, 0, 0, 0, 0, 0, 0, 0, 1]);
            Admit(admission, address);
            admission.Release(address);
        }

        Assert.Equal(AdmissionControl.MaximumIdleAddresses, admission.RememberedAddresses);
    }

    [Fact]
    public void Addresses_are_forgotten_when_their_buckets_are_full_again()
    {
        var admission = Create(newPerSecond: 1, burst: 2);
        AdmitAndRelease(admission, 2);
        Assert.Equal(1, admission.RememberedAddresses);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Admit(admission, Other);
        admission.Release(Other);

        Assert.Equal(1, admission.RememberedAddresses);
    }

    [Fact]
    public void Release_refuses_a_connection_that_was_never_admitted()
    {
        Assert.Throws<UnreachableException>(() => Create().Release(Peer));
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
    public async Task Admissions_and_releases_from_many_threads_add_up()
    {
        var admission = Create(maximumPerAddress: 3);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (var round = 0; round < 5000; round++)
            {
                var address = (worker + round) % 2 == 0 ? Peer : Other;
                if (admission.TryAdmit(address, out _))
                {
                    admission.Release(address);
                }
            }
        })));

        Assert.Equal(0, admission.Connections);
        for (var count = 0; count < 3; count++)
        {
            Admit(admission, Peer);
        }
    }

    private AdmissionControl Create(
        int maximum = 100_000, int maximumPerAddress = 100_000, double newPerSecond = double.PositiveInfinity, int burst = 100_000) =>
        new(maximum, maximumPerAddress, newPerSecond, burst, _clock);

    private static void Admit(AdmissionControl admission, IPAddress address)
    {
        Assert.True(admission.TryAdmit(address, out var refusal));
        Assert.Equal(AdmissionRefusal.None, refusal);
    }

    private static void AdmitAndRelease(AdmissionControl admission, int times)
    {
        for (var count = 0; count < times; count++)
        {
            Admit(admission, Peer);
            admission.Release(Peer);
        }
    }
}
