using System.Net;
using Ringleader.Remoting;
using Ringleader.TupleSpaces.Ring.Serving;

namespace Ringleader.TupleSpaces.Tests.Ring.Serving;

public sealed class CallbackAddressesTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.2", "10.0.0.1", null)]
    [InlineData("127.0.0.1", "10.0.0.1", null)]
    [InlineData("127.0.0.5", "127.0.0.1", "127.0.0.5")]
    [InlineData("::1", "127.0.0.1", "::1")]
    [InlineData("10.0.0.1", "127.0.0.1", null)]
    [InlineData("fe80::1", "fe80::1%7", "fe80::1%7")]
    [InlineData("fe80::1%3", "fe80::1%7", "fe80::1%7")]
    [InlineData("fe80::2", "fe80::1%7", null)]
    [InlineData("", "10.0.0.1", "10.0.0.1")]
    [InlineData("localhost", "127.0.0.1", "127.0.0.1")]
    [InlineData("localhost", "10.0.0.1", "10.0.0.1")]
    [InlineData("no-such-host.invalid", "10.0.0.1", "10.0.0.1")]
    public async Task Only_the_host_that_asks_is_called(string host, string sender, string? expected)
    {
        var addresses = new CallbackAddresses(access: null, otherHosts: false);

        Assert.Equal(expected, (await addresses.ChooseAsync(host, IPAddress.Parse(sender), default))?.ToString());
    }

    [Fact]
    public async Task Another_host_is_called_where_that_is_allowed()
    {
        var addresses = new CallbackAddresses(access: null, otherHosts: true);

        Assert.Equal(IPAddress.Parse("10.0.0.2"), await addresses.ChooseAsync("10.0.0.2", IPAddress.Parse("10.0.0.1"), default));
    }

    [Fact]
    public async Task The_access_list_judges_the_sender_and_the_called()
    {
        var addresses = new CallbackAddresses(AccessControlList.Parse("deny all allow 10.0.0.0/8"), otherHosts: true);

        Assert.True(await addresses.AdmitsAsync(IPAddress.Parse("10.0.0.1"), default));
        Assert.False(await addresses.AdmitsAsync(IPAddress.Parse("192.168.0.1"), default));
        Assert.NotNull(await addresses.ChooseAsync("10.0.0.2", IPAddress.Parse("10.0.0.1"), default));
        Assert.Null(await addresses.ChooseAsync("192.168.0.1", IPAddress.Parse("10.0.0.1"), default));
    }
}
