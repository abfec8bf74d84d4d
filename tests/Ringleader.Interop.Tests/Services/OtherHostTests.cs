using Ringleader.Conformance.Services;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting.Marshal;
using Ringleader.Services;
using Ringleader.Testing;
using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.Services;

/// <summary>A ring server on another host: a network namespace.</summary>
public sealed class OtherHostTests : IAsyncLifetime
{
    private static readonly Template Greeters = [RubySymbol.Of("name"), RubySymbol.Of("greeter"), null, null];
    private NetworkNamespace _host = null!; // set by InitializeAsync

    public async ValueTask InitializeAsync() => _host = await NetworkNamespace.CreateAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_offer_at_loopback_is_refused_and_the_error_says_what_to_set(bool isRuby)
    {
        await using var board = await StartBoardAsync(isRuby);
        await using var ring = await ServiceRing.JoinAsync(Options(board));

        var error = await Assert.ThrowsAsync<ServiceNotRegisteredException>(async () => await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello")));

        Assert.Contains("ServiceRingOptions.Uri", error.Message, StringComparison.Ordinal);
        Assert.Contains($"druby://{_host.Own}:0", error.Message, StringComparison.Ordinal);
        Assert.Contains(board.Uri, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(board));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task An_offer_that_listens_where_the_ring_server_reaches_it_stays_registered(bool isRuby, bool isOnAllInterfaces)
    {
        await using var board = await StartBoardAsync(isRuby);
        await using var ring = await ServiceRing.JoinAsync(Options(board) with
        {
            Uri = isOnAllInterfaces ? "druby://0.0.0.0:0" : $"druby://{_host.Own}:0",
            Lease = TimeSpan.FromSeconds(1),
        });

        await using var offer = await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));

        // Asked again by the ring server, which calls back, it is still there when more than a lease has passed.
        await using var space = RemoteTupleSpace.Connect(board.Uri);
        await using var watch = await space.WatchAsync(Greeters, TupleEventKinds.Delete, Lifetime.For(TimeSpan.FromSeconds(3)));
        Assert.Equal(TupleEventKinds.Close, (await watch.NextAsync())?.Kind ?? TupleEventKinds.Close);
        Assert.True(Assert.Single(await ring.ListAsync("greeter", checkLiveness: true)).IsAlive);
        Assert.Matches($@"^druby://{_host.Own}:\d+ Hello, Ann$", await CallFromThereAsync(board.Uri));
    }

    private static ServiceRingOptions Options(BoardProcess board) => new()
    {
        RingServers = [board.Uri],
        CheckPeriod = TimeSpan.FromMilliseconds(100),
        ProbeTimeout = TimeSpan.FromSeconds(30),
    };

    private static async Task<long> CountAsync(BoardProcess board)
    {
        await using var space = RemoteTupleSpace.Connect(board.Uri);
        return await space.CountAsync(Greeters);
    }

    /// <summary>Finds and calls the service from the other host, and gives its address and its answer.</summary>
    private async Task<string> CallFromThereAsync(string board)
    {
        await using var ruby = RubyProcess.StartThrough(
            _host.Prefix,
            """
            DRb.start_service(ARGV[1])
            service = DRbObject.new_with_uri(ARGV[0]).read([:name, :greeter, nil, nil], 0)[2]
            puts "#{service.__drburi} #{service.greet('Ann')}"
            """,
            board,
            $"druby://{_host.Address}:0");
        return await ruby.ReadToEndAsync();
    }

    private Task<BoardProcess> StartBoardAsync(bool isRuby) => isRuby
        ? BoardProcess.StartRubyAsync(_host, $"druby://{_host.Address}:0")
        : BoardProcess.StartAsync(_host, $"druby://{_host.Address}:0");
}
