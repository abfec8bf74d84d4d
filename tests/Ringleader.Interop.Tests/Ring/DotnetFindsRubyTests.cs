using System.Globalization;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Interop.Tests.Ring;

/// <summary>Our finder finds Rinda::RingServer of a neighbour.</summary>
public sealed class DotnetFindsRubyTests(Neighbour neighbour) : IClassFixture<Neighbour>
{
    private const string Serve = "require 'ring'; ring_serve(ARGV[0], eval(ARGV[1]), ARGV[2].to_i)";
    private static int s_port = Random.Shared.Next(20_000, 30_000);

    [Fact]
    public Task By_its_address() => FindsAsync(neighbour.Address, "['0.0.0.0']", neighbour.Address);

    [Fact]
    public Task By_its_ipv6_address() => FindsAsync(neighbour.AddressSix, "['::']", neighbour.AddressSix);

    [Fact]
    public Task By_broadcast() => FindsAsync(neighbour.Address, "['0.0.0.0']", neighbour.Everybody);

    [Fact]
    public Task By_an_ipv4_group() => FindsAsync(neighbour.Address, "['239.77.0.3']", "239.77.0.3");

    [Fact]
    public Task By_an_ipv6_group() =>
        FindsAsync(neighbour.AddressSix, $"[['{neighbour.GroupSix("ff02::115")}', '::', interface_of(ARGV[0])]]", neighbour.GroupSix($"ff02::115%{neighbour.OwnSix}"));

    [Fact]
    public async Task Each_once_and_in_a_fixed_order()
    {
        var port = Interlocked.Increment(ref s_port).ToString(CultureInfo.InvariantCulture);
        await using var ruby = await StartAsync(neighbour.Address, "['0.0.0.0']", port);
        await using var ours = await ServedRing.StartAsync("127.0.0.1", new() { Name = "ours" });
        await using var finder = new RingFinder(new()
        {
            Targets = [$"127.0.0.1:{ours.Port}", $"{neighbour.Address}:{port}"],
            Timeout = TimeSpan.FromSeconds(2),
        });

        var found = new List<FoundSpace>();
        await foreach (var space in finder.FindAllAsync())
        {
            found.Add(space);
        }

        Assert.Equal(["ours", null], found.Order(FoundSpace.Order).Select(space => space.Name));
        Assert.Equal(["127.0.0.1", neighbour.Address], found.Order(FoundSpace.Order).Select(space => space.Host));
        foreach (var space in found)
        {
            await space.Space.DisposeAsync();
        }
    }

    private async Task FindsAsync(string host, string addresses, string target)
    {
        var port = Interlocked.Increment(ref s_port);
        await using var ruby = await StartAsync(host, addresses, port.ToString(CultureInfo.InvariantCulture));
        await using var finder = new RingFinder(new() { Targets = [target], Port = port });

        await using var space = await finder.FindAsync();

        Assert.Equal("ruby", (await space.TryReadAsync([RubySymbol.Of("hello"), null]))?.Get<string>(1));
    }

    private async Task<RubyProcess> StartAsync(string host, string addresses, string port)
    {
        var ruby = neighbour.Start(Serve, host, addresses, port);
        Assert.StartsWith("ready ", await ruby.ReadLineAsync(), StringComparison.Ordinal);
        return ruby;
    }
}
