using System.Net;
using Ringleader.Testing;
using Ringleader.TupleSpaces.Ring.Serving;

namespace Ringleader.TupleSpaces.Tests.Ring.Serving;

public sealed class AnswerRateTests
{
    private static readonly IPAddress Host = IPAddress.Parse("10.0.0.1");
    private const int Plenty = 1_000_000;
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_host_that_takes_nothing_gets_a_burst_and_then_its_rate()
    {
        var rate = new AnswerRate(10, Plenty, _clock);

        Assert.Equal(200, Begun(rate, Host, 1000));
        Assert.Equal(0, Begun(rate, Host, 1000));
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(5, Begun(rate, Host, 1000));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, Begun(rate, Host, 1000));
    }

    [Fact]
    public void Answers_that_are_taken_do_not_count()
    {
        var rate = new AnswerRate(1, Plenty, _clock);

        for (var i = 0; i < 10_000; i++)
        {
            Assert.Null(rate.TryBegin(Host));
            rate.End(Host, wasTaken: true);
        }

        Assert.Equal(AnswerRate.BurstSeconds, Begun(rate, Host, 1000));
        Assert.Equal(DropReason.Rate, rate.TryBegin(Host));
    }

    [Fact]
    public void No_more_answers_to_one_host_are_under_way_than_its_share()
    {
        var rate = new AnswerRate(100, 3, _clock);

        Assert.Equal(3, Begun(rate, Host, 10));
        Assert.Equal(DropReason.Busy, rate.TryBegin(Host));
        Assert.Null(rate.TryBegin(IPAddress.Parse("10.0.0.2")));
        rate.End(Host, wasTaken: false);
        Assert.Equal(1, Begun(rate, Host, 10));
    }

    [Fact]
    public void Hosts_do_not_share()
    {
        var rate = new AnswerRate(1, Plenty, _clock);

        Assert.Equal(20, Begun(rate, Host, 100));
        Assert.Equal(20, Begun(rate, IPAddress.Parse("10.0.0.2"), 100));
    }

    [Fact]
    public void Addresses_of_one_ipv6_network_do()
    {
        var rate = new AnswerRate(1, Plenty, _clock);

        Assert.Equal(20, Begun(rate, IPAddress.Parse("fd00::1"), 100));
        Assert.Equal(0, Begun(rate, IPAddress.Parse("fd00::2"), 100));
        Assert.Equal(20, Begun(rate, IPAddress.Parse("fd00:0:0:1::2"), 100));
    }

    [Fact]
    public void No_more_hosts_are_remembered_than_there_is_room_for()
    {
        var rate = new AnswerRate(1, Plenty, _clock);

        for (var i = 0; i < 10_000; i++)
        {
            rate.TryBegin(new IPAddress(i + 1));
        }

        rate.End(new IPAddress(1), wasTaken: true); // forgotten meanwhile
        Assert.Equal(AnswerRate.MaxHosts, rate.HostCount);
    }

    private static int Begun(AnswerRate rate, IPAddress host, int tries) => Enumerable.Range(0, tries).Count(_ => rate.TryBegin(host) is null);
}
