using System.Net;
using System.Security.Cryptography;

namespace Ringleader.Remoting.Tests.Access;

public sealed class AccessRuleTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("*", "8.8.8.8", true)]
    [InlineData("all", "2001:db8::1", true)]
    [InlineData("ALL", "8.8.8.8", true)]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("10.0.0.1", "::10.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.9.9.9/8", "10.1.1.1", true)]
    [InlineData("10.0.0.0/255.255.0.0", "10.0.9.9", true)]
    [InlineData("10.0.0.0/255.255.0.0", "10.1.0.0", false)]
    [InlineData("10.0.0.0/0.0.0.0", "99.1.0.0", true)]
    [InlineData("10.0.0.0/255.255.255.255", "10.0.0.0", true)]
    [InlineData("0.0.0.0/0", "99.1.0.0", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "99.1.0.0", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.7.7.7", true)]
    [InlineData("::ffff:10.0.0.0/104", "11.7.7.7", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("[2001:db8::]/32", "2001:db8::1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("::1", "127.0.0.1", false)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    [InlineData("192.168.*", "192.168.3.4", true)]
    [InlineData("192.168.*", "192.169.3.4", false)]
    [InlineData("192.168.1.*", "192.168.1.255", true)]
    [InlineData("192.168.1.*", "192.168.2.1", false)]
    [InlineData("10.*.3.*", "10.200.3.4", true)]
    [InlineData("10.*.3.*", "10.200.4.4", false)]
    [InlineData("10.*.3.*", "2001:db8::1", false)]
    public async Task Patterns_match_addresses(string pattern, string peer, bool expected)
    {
        var list = new AccessControlList([AccessRule.Allow(pattern)], AccessOrder.AllowDeny);

        Assert.Equal(expected, await list.AllowsAsync(IPAddress.Parse(peer)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("256.0.0.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("10.*.4")]
    [InlineData("10.1.2.3.*")]
    [InlineData("*.*")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/255.0.255.0")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("/8")]
    [InlineData("host/8")]
    [InlineData("10.*/8")]
    [InlineData("::/129")]
    [InlineData(":::")]
    [InlineData("[::1")]
    [InlineData("[::1]:80")]
    [InlineData("fe80::1%eth0")]
    [InlineData("10.0.0.1:80")]
    [InlineData("host name")]
    [InlineData("host..example")]
    [InlineData(".example")]
    [InlineData("web*.example.com")]
    [InlineData("exämple.com")]
    [InlineData("example.1")]
    public void Allow_refuses_a_pattern_that_is_none_and_names_it(string pattern)
    {
        var error = Assert.Throws<FormatException>(() => AccessRule.Allow(pattern));

        Assert.Contains($"'allow {pattern}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Allow_refuses_a_host_name_that_is_too_long()
    {
        Assert.Throws<FormatException>(() => AccessRule.Allow(new string('a', 64) + ".example"));
        Assert.Throws<FormatException>(() => AccessRule.Allow(string.Concat(Enumerable.Repeat("abcdefg.", 32)) + "example"));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    public async Task Networks_match_exactly_the_addresses_that_share_their_prefix(int bytes)
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);

        for (var round = 0; round < 500; round++)
        {
            var network = new byte[bytes];
            random.NextBytes(network);
            network[0] |= 0x20;
            var prefix = random.Next((bytes * 8) + 1);
            var flipped = random.Next(bytes * 8);
            var peer = network.ToArray();
            peer[flipped / 8] ^= (byte)(0x80 >> (flipped % 8));
            var list = new AccessControlList([AccessRule.Allow($"{new IPAddress(network)}/{prefix}")], AccessOrder.AllowDeny);

            Assert.True(await list.AllowsAsync(new IPAddress(network)));
            Assert.Equal(flipped >= prefix, await list.AllowsAsync(new IPAddress(peer)));
        }
    }
}
