using System.Net;

namespace Ringleader.Remoting.Tests.Access;

public sealed class AccessControlListTests
{
    [Theory]
    [InlineData("deny all allow 10.0.0.1", "10.0.0.1", true)]
    [InlineData("deny all allow 10.0.0.1", "10.0.0.2", false)]
    [InlineData("deny 10.0.0.1", "10.0.0.1", false)]
    [InlineData("deny 10.0.0.1", "10.0.0.2", true)]
    [InlineData("allow 10.0.0.1 deny 10.0.0.0/8", "10.0.0.1", true)]
    [InlineData("deny 10.0.0.0/8 allow 10.0.0.1", "10.0.0.1", true)]
    [InlineData("", "10.0.0.1", true)]
    public async Task AllowsAsync_in_deny_allow_order_lets_allow_win_and_allows_the_rest(string text, string peer, bool expected)
    {
        var list = AccessControlList.Parse(text);

        Assert.Equal(expected, await list.AllowsAsync(IPAddress.Parse(peer)));
    }

    [Theory]
    [InlineData("allow all deny 10.0.0.1", "10.0.0.1", false)]
    [InlineData("allow all deny 10.0.0.1", "10.0.0.2", true)]
    [InlineData("allow 10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("allow 10.0.0.1 deny 10.0.0.0/8", "10.0.0.1", false)]
    [InlineData("", "10.0.0.1", false)]
    public async Task AllowsAsync_in_allow_deny_order_lets_deny_win_and_refuses_the_rest(string text, string peer, bool expected)
    {
        var list = AccessControlList.Parse(text, AccessOrder.AllowDeny);

        Assert.Equal(expected, await list.AllowsAsync(IPAddress.Parse(peer)));
    }

    [Fact]
    public async Task AllowsAsync_answers_as_the_example_of_rubys_acl()
    {
        var list = AccessControlList.Parse(
            """
            deny all
            allow 192.168.1.1
            allow ::ffff:192.168.1.2
            ALLOW 192.168.1.3
            """);

        Assert.True(await list.AllowsAsync(IPAddress.Parse("192.168.1.1")));
        Assert.True(await list.AllowsAsync(IPAddress.Parse("192.168.1.2")));
        Assert.True(await list.AllowsAsync(IPAddress.Parse("::ffff:192.168.1.3")));
        Assert.False(await list.AllowsAsync(IPAddress.Parse("192.168.1.4")));
    }

    [Fact]
    public async Task AllowsAsync_takes_rules_from_code()
    {
        var list = new AccessControlList([AccessRule.Deny("*"), AccessRule.Allow("10.0.0.0/8")]);

        Assert.True(await list.AllowsAsync(IPAddress.Parse("10.1.2.3")));
        Assert.False(await list.AllowsAsync(IPAddress.Loopback));
    }

    [Fact]
    public async Task AllowsAsync_without_host_names_completes_at_once_and_allocates_nothing()
    {
        var list = AccessControlList.Parse("deny all allow 10.0.0.0/8 allow fd00::/8 allow 192.168.*");
        var peers = new[] { "10.1.2.3", "11.1.2.3", "fd00::1", "::1", "192.168.3.4" }.Select(IPAddress.Parse).ToArray();
        Assert.All(peers, peer => Assert.True(list.AllowsAsync(peer).AsTask().IsCompletedSuccessfully));

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var peer in peers)
        {
            await list.AllowsAsync(peer);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData("permit all", "permit")]
    [InlineData("deny all allow", "allow")]
    [InlineData("deny all allow 10.0.0.0/33", "allow 10.0.0.0/33")]
    [InlineData("deny 10.0.0.1 10.0.0.2 allow", "10.0.0.2")]
    public void Parse_names_the_entry_that_it_cannot_read(string text, string named)
    {
        var error = Assert.Throws<FormatException>(() => AccessControlList.Parse(text));

        Assert.Contains($"'{named}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_refuses_an_unknown_order()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccessControlList([], (AccessOrder)7));
    }

    [Fact]
    public void Constructor_refuses_a_time_out_of_zero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccessControlList([], nameTimeout: TimeSpan.Zero));
    }

    [Fact]
    public void Rules_are_given_back_as_they_were_written()
    {
        var list = AccessControlList.Parse("DENY all allow 10.1.2.3/8", AccessOrder.AllowDeny);

        Assert.Equal(["deny all", "allow 10.1.2.3/8"], list.Rules.Select(rule => rule.ToString()));
        Assert.Equal(AccessOrder.AllowDeny, list.Order);
    }
}
