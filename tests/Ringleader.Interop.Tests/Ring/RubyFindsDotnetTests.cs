using System.Net;
using System.Net.Sockets;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.Testing;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Interop.Tests.Ring;

/// <summary>Rinda::RingFinger of a neighbour, and of this machine, finds our ring server.</summary>
public sealed class RubyFindsDotnetTests(Neighbour neighbour) : IClassFixture<Neighbour>
{
    private const string Find = "require 'ring'; find_and_read(ARGV[0], ARGV[1], ARGV[2].to_i, *ARGV[3..])";
    private const string Found = "[:hello, \"dotnet\"]";
    private const string NotFound = "RingNotFound";

    [Fact]
    public async Task By_its_address()
    {
        await using var ring = await ServedRing.StartAsync(neighbour.Own, new() { Addresses = ["0.0.0.0"] });

        Assert.Equal(Found, await neighbour.RunAsync(Find, neighbour.Address, neighbour.Own, ring.Port));
    }

    [Fact]
    public async Task By_broadcast()
    {
        await using var ring = await ServedRing.StartAsync(neighbour.Own, new() { Addresses = ["0.0.0.0"] });

        Assert.Equal(Found, await neighbour.RunAsync(Find, neighbour.Address, neighbour.Broadcast, ring.Port));
    }

    [Fact]
    public async Task By_broadcast_when_one_interface_is_bound()
    {
        await using var ring = await ServedRing.StartAsync(neighbour.Own, new() { Addresses = [neighbour.IsSeparate ? neighbour.Own : "0.0.0.0"] });

        Assert.Equal(Found, await neighbour.RunAsync(Find, neighbour.Address, neighbour.Broadcast, ring.Port));
        Assert.Equal(Found, await neighbour.RunAsync(Find, neighbour.Address, neighbour.NetworkBroadcast, ring.Port));
        Assert.Equal(Found, await neighbour.RunAsync(Find, neighbour.Address, neighbour.Own, ring.Port));
    }

    [Fact]
    public async Task Not_by_a_broadcast_to_an_interface_that_is_not_bound()
    {
        await using var other = await NetworkNamespace.TryCreateAsync();
        await using var ring = await ServedRing.StartAsync(neighbour.Own, new() { Addresses = [neighbour.IsSeparate ? neighbour.Own : "127.0.0.1"] });
        var isAsked = other is null ? [] : other.Prefix;

        await using var asking = RubyProcess.StartThrough(isAsked, Find, other?.Address ?? neighbour.Address, neighbour.Broadcast, ring.Port);

        Assert.Equal(NotFound, await asking.ReadToEndAsync());
    }

    [Fact]
    public async Task By_an_ipv4_group()
    {
        await using var ring = await ServedRing.StartAsync(neighbour.Own, new() { Addresses = ["239.77.0.1"] });

        Assert.Equal(Found, await neighbour.RunAsync(Find, neighbour.Address, "239.77.0.1", ring.Port));
    }

    [Fact]
    public async Task By_an_ipv4_group_of_one_interface()
    {
        await using var ring = await ServedRing.StartAsync(neighbour.Own, new() { Addresses = [$"239.77.0.2%{neighbour.Own}"] });

        Assert.Equal(Found, await neighbour.RunAsync(Find, neighbour.Address, "239.77.0.2", ring.Port));
    }

    [Fact]
    public async Task By_an_ipv6_group()
    {
        // A question to a group comes from the link-local address; the neighbour takes answers at another of its addresses.
        await using var ring = await ServedRing.StartAsync(neighbour.Own, new() { Addresses = [neighbour.GroupSix("ff02::114")], AnswerOtherHosts = true });

        Assert.Equal(Found, await neighbour.RunAsync(Find, neighbour.AddressSix, neighbour.GroupSix("ff02::114"), ring.Port));
        Assert.Equal(neighbour.IsSeparate ? NotFound : Found, await neighbour.RunAsync(Find, neighbour.AddressSix, neighbour.OwnSix, ring.Port));
    }

    [Fact]
    public async Task By_an_ipv6_group_beside_all_addresses()
    {
        await using var ring = await ServedRing.StartAsync(neighbour.Own, new() { Addresses = ["::", .. neighbour.IsSeparate ? ["ff02::114"] : (string[])[]], AnswerOtherHosts = true });

        Assert.Equal(Found, await neighbour.RunAsync(Find, neighbour.AddressSix, neighbour.GroupSix("ff02::114"), ring.Port));
        Assert.Equal(Found, await neighbour.RunAsync(Find, neighbour.AddressSix, neighbour.OwnSix, ring.Port));
    }

    [Fact]
    public async Task By_a_space_on_all_interfaces_that_is_told_by_the_address_that_the_asker_reaches()
    {
        await using var ring = await ServedRing.StartAsync("0.0.0.0", new() { Addresses = ["0.0.0.0"] });

        Assert.Equal(Found, await neighbour.RunAsync(Find, neighbour.Address, neighbour.Own, ring.Port));
    }

    [Fact]
    public async Task By_localhost_with_the_list_of_answers_and_the_primary()
    {
        await using var ring = await ServedRing.StartAsync("127.0.0.1", new());

        var output = await RubyProcess.RunAsync(
            """
            require 'ring'
            DRb.start_service
            finger = Rinda::RingFinger.new(['localhost', '127.0.0.1'], ARGV[0].to_i)
            first = finger.lookup_ring_any(2)
            show first == finger.primary
            show first.read([:hello, nil])
            Timeout.timeout(10) { sleep 0.01 while finger.to_a.empty? }
            show finger.to_a.map(&:__drburi) == [first.__drburi]
            found = []
            finger.lookup_ring(1) { |space| found << space }
            show found.map(&:__drburi).uniq == [first.__drburi]
            """,
            ring.Port);

        Assert.Equal($"true\n{Found}\ntrue\ntrue", output);
    }

    [Fact]
    public async Task Over_tls_without_fixed_ports()
    {
        using var authority = new TestAuthority("Ring authority");
        using var files = new PemFiles();
        var certificate = authority.Issue("127.0.0.1");
        await using var space = await TupleSpaceServer.StartAsync(
            "drbssl://127.0.0.1:0", options: new() { Server = new() { Tls = new() { Certificate = certificate } } });
        await space.Space.WriteAsync([RubySymbol.Of("hello"), "dotnet"]);
        await using var ring = await RingServer.StartAsync(space, new() { Port = 0, Tls = new() { CertificateAuthorities = authority.Trust } });

        var output = await RubyProcess.RunAsync(
            """
            require 'ring'
            require 'tls'
            DRb.start_service('drbssl://127.0.0.1:0', nil, tls(ARGV[1], ARGV[2], ARGV[3]))
            space = Rinda::RingFinger.new(['localhost'], ARGV[0].to_i).lookup_ring_any(5)
            puts space.__drburi[/\w+/]
            show space.read([:hello, nil])
            """,
            ring.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            files.Certificate(authority.Certificate),
            files.Certificate(certificate),
            files.Key(certificate));

        Assert.Equal($"drbssl\n{Found}", output);
    }

    [Fact]
    public async Task Unless_the_access_list_denies_it()
    {
        await using var ring = await ServedRing.StartAsync(
            neighbour.Own, new() { Addresses = ["0.0.0.0"], AccessControl = AccessControlList.Parse($"allow all deny {neighbour.Address}", AccessOrder.AllowDeny) });

        Assert.Equal(NotFound, await neighbour.RunAsync(Find, neighbour.Address, neighbour.Own, ring.Port));
    }

    [Fact]
    public async Task Unless_the_server_listens_on_loopback_only()
    {
        await using var ring = await ServedRing.StartAsync(neighbour.Own, new());

        Assert.Equal(neighbour.IsSeparate ? NotFound : Found, await neighbour.RunAsync(Find, neighbour.Address, neighbour.Own, ring.Port));
    }

    [Fact]
    public async Task A_neighbour_that_names_another_host_makes_nobody_call_it()
    {
        // On loopback all addresses are one host, so there the access list has to say which may be called.
        var (host, access) = neighbour.IsSeparate ? (neighbour.Own, null) : ("127.0.0.3", AccessControlList.Parse("deny all allow 127.0.0.1 allow 127.0.0.2"));
        using var victim = new TcpListener(IPAddress.Parse(host), 0);
        victim.Start();
        var victimUri = $"druby://{host}:{((IPEndPoint)victim.LocalEndpoint).Port}";
        await using var ring = await ServedRing.StartAsync(neighbour.Own, new() { Addresses = ["0.0.0.0"], AccessControl = access });
        var forged = Convert.ToHexString(RubyMarshal.Dump(new object[] { new object[] { RubySymbol.Of("lookup_ring"), new DrbReference(victimUri, 8L) }, 5L }));

        var output = await neighbour.RunAsync(
            """
            require 'ring'
            own, target, port, forged = ARGV
            socket = UDPSocket.new
            socket.bind(own, 0)
            20.times { socket.send([forged].pack('H*'), 0, target, port.to_i) }
            find_and_read(own, target, port.to_i) # what came before it has been dealt with
            """,
            neighbour.Address,
            neighbour.Own,
            ring.Port,
            forged);

        Assert.Equal(Found, output);
        Assert.False(victim.Pending());
    }
}
