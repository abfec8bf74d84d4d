using System.Net;
using Ringleader.Testing;
using Ringleader.TupleSpaces.Ring.Serving;

namespace Ringleader.TupleSpaces.Tests.Ring.Serving;

public sealed class AnswerRateTests
{
    private static readonly IPAddress Host = IPAddress.Parse("10.0.0.1");
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_host_gets_a_seconds_worth_at_once_and_then_its_rate()
    {
        var rate = new AnswerRate(10, _clock);

        Assert.Equal(10, Taken(rate, Host, 1000));
        Assert.Equal(0, Taken(rate, Host, 1000));
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(5, Taken(rate, Host, 1000));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(10, Taken(rate, Host, 1000));
    }

    [Fact]
    public void Hosts_do_not_share()
    {
        var rate = new AnswerRate(3, _clock);

        Assert.Equal(3, Taken(rate, Host, 10));
        Assert.Equal(3, Taken(rate, IPAddress.Parse("10.0.0.2"), 10));
    }

    [Fact]
    public void Addresses_of_one_ipv6_network_do()
    {
        var rate = new AnswerRate(3, _clock);

        Assert.Equal(3, Taken(rate, IPAddress.Parse("fd00::1"), 10));
        Assert.Equal(0, Taken(rate, IPAddress.Parse("fd00::2"), 10));
        Assert.Equal(3, Taken(rate, IPAddress.Parse("fd00:0:0:1::2"), 10));
    }

    [Fact]
    public void No_more_hosts_are_remembered_than_there_is_room_for()
    {
        var rate = new AnswerRate(1, _clock);

        for (var i = 0; i < 10_000; i++)
        {
            rate.TryTake(new IPAddress(i + 1));
        }

        Assert.Equal(AnswerRate.MaxHosts, rate.HostCount);
    }

    private static int Taken(AnswerRate rate, IPAddress host, int tries) => Enumerable.Range(0, tries).Count(_ => rate.TryTake(host));
}
