using System.Net;
using System.Net.Sockets;
using Ringleader.Remoting.Access;
using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Access;

public sealed class HostNameRulesTests
{
    private const string Peer = "192.0.2.7";

    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedReverseLookup _lookup = new();

    [Theory]
    [InlineData("web.example.com", "web.example.com", true)]
    [InlineData("web.example.com", "WEB.Example.COM", true)]
    [InlineData("web.example.com.", "web.example.com", true)]
    [InlineData("web.example.com", "web.example.com.", true)]
    [InlineData("web.example.com", "xweb.example.com", false)]
    [InlineData("*.example.com", "web.example.com", true)]
    [InlineData("*.example.com", "a.b.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "web.example.com.evil.org", false)]
    [InlineData("web.*", "web.example.com", true)]
    [InlineData("web.*", "web", false)]
    [InlineData("a.*.c.*.e", "a.b.c.d.e", true)]
    [InlineData("a.*.c.*.e", "a.b.c.c.c.x.e.e", true)]
    [InlineData("a.*.c.*.e", "a.c.d.e", false)]
    [InlineData("localhost", "localhost", true)]
    public async Task Allow_rules_match_confirmed_names(string pattern, string name, bool expected)
    {
        _lookup.Answer(Peer, name, "192.0.2.99", Peer);

        Assert.Equal(expected, await Allows(List(AccessOrder.AllowDeny, AccessRule.Allow(pattern))));
    }

    [Fact]
    public async Task Allow_rules_do_not_match_a_name_that_does_not_lead_back_to_the_address()
    {
        _lookup.Answer(Peer, "web.example.com", "192.0.2.99");

        Assert.False(await Allows(List(AccessOrder.AllowDeny, AccessRule.Allow("*.example.com"))));
    }

    [Fact]
    public async Task Deny_rules_match_a_name_that_does_not_lead_back_to_the_address()
    {
        _lookup.Answer(Peer, "bad.example.com");

        Assert.False(await Allows(List(AccessOrder.DenyAllow, AccessRule.Deny("*.example.com"))));
    }

    [Fact]
    public async Task A_peer_without_a_name_matches_no_host_rule()
    {
        Assert.False(await Allows(List(AccessOrder.AllowDeny, AccessRule.Allow("*.example.com"))));
        Assert.True(await Allows(List(AccessOrder.DenyAllow, AccessRule.Deny("*.example.com"))));
    }

    [Fact]
    public async Task A_failed_lookup_refuses_whatever_it_should_have_decided()
    {
        _lookup.Fail(Peer, SocketError.TryAgain);

        Assert.False(await Allows(List(AccessOrder.AllowDeny, AccessRule.Allow("*.example.com"))));
        Assert.False(await Allows(List(AccessOrder.DenyAllow, AccessRule.Deny("*.example.com"))));
    }

    [Fact]
    public async Task A_failed_lookup_is_not_kept()
    {
        var list = List(AccessOrder.AllowDeny, AccessRule.Allow("*.example.com"));
        _lookup.Fail(Peer, SocketError.TryAgain);
        await Allows(list);

        _lookup.Answer(Peer, "web.example.com", Peer);

        Assert.True(await Allows(list));
    }

    [Fact]
    public async Task A_lookup_that_takes_too_long_refuses_the_peer()
    {
        var never = new TaskCompletionSource<IPHostEntry>();
        _lookup.Answer(Peer, () => never.Task);

        var allows = Allows(List(AccessOrder.AllowDeny, AccessRule.Allow("*.example.com")));
        await _clock.WhenPendingTimersAsync(1);
        _clock.Advance(PeerNames.DefaultTimeout);

        Assert.False(await allows);
    }

    [Theory]
    [InlineData("allow 192.0.2.7 deny *.example.com", AccessOrder.DenyAllow, true)]
    [InlineData("deny 192.0.2.8 allow *.example.com", AccessOrder.DenyAllow, true)]
    [InlineData("deny 192.0.2.7 allow *.example.com", AccessOrder.AllowDeny, false)]
    [InlineData("allow 192.0.2.8 deny *.example.com", AccessOrder.AllowDeny, false)]
    public async Task Names_are_not_looked_up_when_the_address_decides(string text, AccessOrder order, bool expected)
    {
        var list = List(order, [.. AccessControlList.Parse(text).Rules]);

        Assert.Equal(expected, await Allows(list));
        Assert.Equal(0, _lookup.Lookups);
    }

    [Fact]
    public async Task Names_are_kept_for_a_minute()
    {
        var list = List(AccessOrder.AllowDeny, AccessRule.Allow("*.example.com"));
        _lookup.Answer(Peer, "web.example.com", Peer);
        await Allows(list);

        _lookup.Answer(Peer, "moved.example.org", Peer);
        _clock.Advance(TimeSpan.FromSeconds(59));

        Assert.True(await Allows(list));
        Assert.Equal(1, _lookup.Lookups);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await Allows(list));
        Assert.Equal(2, _lookup.Lookups);
    }

    [Fact]
    public async Task A_mapped_address_is_looked_up_as_the_ipv4_address_that_it_is()
    {
        _lookup.Answer(Peer, "web.example.com", Peer);
        var list = List(AccessOrder.AllowDeny, AccessRule.Allow("*.example.com"));

        Assert.True(await list.AllowsAsync(IPAddress.Parse("::ffff:" + Peer)));
    }

    [Fact]
    public async Task Many_connections_of_one_peer_share_one_lookup()
    {
        var answer = new TaskCompletionSource<IPHostEntry>();
        _lookup.Answer(Peer, () => answer.Task);
        var list = List(AccessOrder.AllowDeny, AccessRule.Allow("*.example.com"));

        var waiting = Enumerable.Range(0, 20).Select(_ => Allows(list)).ToArray();
        answer.SetResult(ScriptedReverseLookup.Entry("web.example.com", Peer));

        Assert.All(await Task.WhenAll(waiting), Assert.True);
        Assert.Equal(1, _lookup.Lookups);
    }

    [Fact]
    public async Task Cancellation_ends_one_wait_and_not_the_lookup()
    {
        var answer = new TaskCompletionSource<IPHostEntry>();
        _lookup.Answer(Peer, () => answer.Task);
        var list = List(AccessOrder.AllowDeny, AccessRule.Allow("*.example.com"));
        using var cancellation = new CancellationTokenSource();
        var cancelled = list.AllowsAsync(IPAddress.Parse(Peer), cancellation.Token);
        var other = Allows(list);

        await cancellation.CancelAsync();
        answer.SetResult(ScriptedReverseLookup.Entry("web.example.com", Peer));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await cancelled);
        Assert.True(await other);
    }

    [Fact]
    public async Task A_flood_of_peers_keeps_a_bounded_number_of_names()
    {
        var names = new PeerNames(_lookup, PeerNames.DefaultTimeout, _clock);

        for (var number = 0; number < 1500; number++)
        {
            await names.FindAsync(new IPAddress([10, 0, (byte)(number >> 8), (byte)number]), CancellationToken.None);
        }

        Assert.Equal(1024, names.Count);
    }

    [Fact]
    public async Task A_flood_of_slow_lookups_runs_a_bounded_number_at_a_time()
    {
        var never = new TaskCompletionSource<IPHostEntry>();
        var names = new PeerNames(_lookup, PeerNames.DefaultTimeout, _clock);
        var peers = Enumerable.Range(1, 50).Select(number => $"192.0.2.{number}").ToArray();
        Array.ForEach(peers, peer => _lookup.Answer(peer, () => never.Task));

        var waiting = peers.Select(peer => names.FindAsync(IPAddress.Parse(peer), CancellationToken.None).AsTask()).ToArray();
        await _clock.WhenPendingTimersAsync(peers.Length);
        _clock.Advance(PeerNames.DefaultTimeout);

        Assert.All(await Task.WhenAll(waiting), name => Assert.True(name.IsUnavailable));
        Assert.InRange(_lookup.Lookups, 1, 16);
    }

    private AccessControlList List(AccessOrder order, params AccessRule[] rules) =>
        new(rules, order, new PeerNames(_lookup, PeerNames.DefaultTimeout, _clock));

    private static Task<bool> Allows(AccessControlList list) => list.AllowsAsync(IPAddress.Parse(Peer)).AsTask();
}
