using System.Net;
using System.Net.Sockets;
using Ringleader.Remoting;
using Ringleader.TupleSpaces.Ring;
using Ringleader.TupleSpaces.Ring.Protocol;

namespace Ringleader.TupleSpaces.Tests.Ring;

[Collection(nameof(RingCounters))]
public sealed class RingFinderTests : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _owned = [];
    private TupleSpaceServer _space = null!; // set by InitializeAsync

    public async ValueTask InitializeAsync() => _space = await StartSpaceAsync();

    public async ValueTask DisposeAsync()
    {
        _owned.Reverse();
        foreach (var owned in _owned)
        {
            await owned.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_first_answer_is_a_space_ready_to_use()
    {
        var ring = await StartRingAsync(_space);
        await _space.Space.WriteAsync(["hello", 1]);
        await using var finder = Finder(ring.Port);

        await using var space = await finder.FindAsync();

        Assert.Equal(1, (await space.TryReadAsync(["hello", null]))?.Get<int>(1));
        Assert.Equal(_space.Uri, space.Target.Uri);
    }

    [Fact]
    public async Task A_space_stays_usable_when_its_finder_is_gone()
    {
        var ring = await StartRingAsync(_space);
        RemoteTupleSpace space;
        await using (var finder = Finder(ring.Port))
        {
            space = await finder.FindAsync();
        }

        await using (space)
        {
            await space.WriteAsync(["hello"]);
        }

        Assert.Equal(1, await _space.Space.CountAsync(["hello"]));
    }

    [Fact]
    public async Task One_finder_looks_up_many_times_at_the_same_time()
    {
        var ring = await StartRingAsync(_space);
        await using var finder = Finder(ring.Port);

        var spaces = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => finder.FindAsync().AsTask()));

        Assert.All(spaces, space => Assert.Equal(_space.Uri, space.Target.Uri));
        await Task.WhenAll(spaces.Select(space => space.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_server_that_starts_late_is_asked_again()
    {
        var port = FreeUdpPort();
        await using var finder = Finder(port);
        var finding = finder.FindAsync().AsTask();
        await Task.Delay(50);
        Assert.False(finding.IsCompleted);

        await StartRingAsync(_space, new() { Port = port });

        await using var space = await finding;
        Assert.Equal(_space.Uri, space.Target.Uri);
    }

    [Fact]
    public async Task All_spaces_are_found_each_once()
    {
        var other = await StartSpaceAsync();
        var rings = new[] { await StartRingAsync(_space, new() { Name = "b" }), await StartRingAsync(other, new() { Name = "a" }) };
        await using var finder = new RingFinder(new()
        {
            Targets = [.. rings.SelectMany(ring => new[] { $"127.0.0.1:{ring.Port}", $"localhost:{ring.Port}" })],
            Timeout = TimeSpan.FromSeconds(1),
        });

        var found = await AllAsync(finder);

        Assert.Equal([("a", other.Uri), ("b", _space.Uri)], found.Order(FoundSpace.Order).Select(space => (space.Name, space.Uri)));
        Assert.All(found, space => Assert.Equal(("127.0.0.1", new Uri(space.Uri).Port), (space.Host, space.Port)));
    }

    [Fact]
    public async Task A_space_on_all_interfaces_is_found_once_though_it_has_several_addresses()
    {
        var everywhere = await StartSpaceAsync("druby://0.0.0.0:0");
        var ring = await StartRingAsync(everywhere, new() { Addresses = ["0.0.0.0"] });
        await using var finder = new RingFinder(new() { Targets = ["127.0.0.1", "127.0.0.2", "127.0.0.3"], Port = ring.Port, Timeout = TimeSpan.FromSeconds(1) });

        Assert.Single(await AllAsync(finder));
    }

    [Fact]
    public async Task The_space_that_is_chosen_is_the_first_by_name()
    {
        var spaces = new[] { _space, await StartSpaceAsync(), await StartSpaceAsync() };
        var rings = new List<RingServer>();
        foreach (var (space, name) in spaces.Zip(["c", "b", null]))
        {
            rings.Add(await StartRingAsync(space, new() { Name = name }));
        }

        await using var finder = new RingFinder(new() { Targets = [.. rings.Select(ring => $"127.0.0.1:{ring.Port}")], SettleTime = TimeSpan.FromMilliseconds(700) });

        var all = await finder.FindAsync(_ => true);
        var named = await finder.FindAsync(space => space.Name != "b");
        var unnamed = await finder.FindAsync(space => space.Name is null);

        Assert.Equal([spaces[1].Uri, spaces[0].Uri, spaces[2].Uri], [all.Uri, named.Uri, unnamed.Uri]);
        Assert.Equal($"b at {spaces[1].Uri}", all.ToString());
        foreach (var found in (FoundSpace[])[all, named, unnamed])
        {
            await found.Space.DisposeAsync();
        }
    }

    [Fact]
    public async Task None_that_is_good_is_not_found()
    {
        var ring = await StartRingAsync(_space);
        await using var finder = new RingFinder(new() { Targets = ["127.0.0.1"], Port = ring.Port, Timeout = TimeSpan.FromMilliseconds(300) });

        await Assert.ThrowsAsync<RingNotFoundException>(async () => await finder.FindAsync(_ => false));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_an_error_that_tells_whom_it_asked_and_what_went_wrong()
    {
        var port = FreeUdpPort();
        await using var finder = new RingFinder(new()
        {
            Targets = ["127.0.0.1", "no-such-host.invalid", "239.1.2.3%no-such-interface"],
            TargetFile = Path.Combine(AppContext.BaseDirectory, "no such file"),
            Port = port,
            Timeout = TimeSpan.FromSeconds(1),
        });

        var error = await Assert.ThrowsAsync<RingNotFoundException>(async () => await finder.FindAsync());

        Assert.True(error.IsTransient);
        Assert.Contains($"within 1 s. Asked: 127.0.0.1 (UDP port {port})", error.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1 to 127.0.0.1:{port}: Connection refused", error.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-host.invalid: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("239.1.2.3%no-such-interface: no network interface", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such file", error.Message, StringComparison.Ordinal);
        Assert.Contains("Check that a ring server runs there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lookup_can_be_cancelled()
    {
        await using var finder = Finder(FreeUdpPort());
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await finder.FindAsync(cancel.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await AllAsync(finder, cancel.Token));
    }

    [Fact]
    public async Task Targets_are_read_from_a_file_at_each_lookup()
    {
        var ring = await StartRingAsync(_space);
        var file = Path.GetTempFileName();
        try
        {
            await using var finder = new RingFinder(new() { Targets = [], TargetFile = file, Port = FreeUdpPort(), Timeout = TimeSpan.FromMilliseconds(300) });
            await Assert.ThrowsAsync<RingNotFoundException>(async () => await finder.FindAsync());

            await File.WriteAllTextAsync(file, $"# rings\n\n127.0.0.1:{ring.Port}  # here\n");

            await using var space = await finder.FindAsync();
            Assert.Equal(_space.Uri, space.Target.Uri);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Targets_are_read_from_the_environment_where_the_options_name_none()
    {
        var ring = await StartRingAsync(_space);
        var before = Environment.GetEnvironmentVariable(RingFinderOptions.TargetsVariable);
        Environment.SetEnvironmentVariable(RingFinderOptions.TargetsVariable, $"127.0.0.9, 127.0.0.1:{ring.Port}");
        try
        {
            await using var finder = new RingFinder();
            await using var space = await finder.FindAsync();
            Assert.Equal(_space.Uri, space.Target.Uri);
        }
        finally
        {
            Environment.SetEnvironmentVariable(RingFinderOptions.TargetsVariable, before);
        }
    }

    [Fact]
    public async Task A_group_is_asked_on_loopback()
    {
        var ring = await StartRingAsync(_space, new() { Addresses = ["239.77.3.1%127.0.0.1"] });
        await using var finder = new RingFinder(new() { Targets = ["239.77.3.1%127.0.0.1"], Port = ring.Port });

        await using var space = await finder.FindAsync();

        Assert.Equal(_space.Uri, space.Target.Uri);
    }

    [Fact]
    public async Task Answers_come_over_tls_where_the_finder_has_a_certificate()
    {
        using var certificate = await SelfSignedAsync();
        var ring = await StartRingAsync(_space, new() { Tls = new() { CertificateAuthorities = [certificate] } });
        await using var finder = new RingFinder(new() { Targets = ["127.0.0.1"], Port = ring.Port, Tls = new() { Certificate = certificate } });

        await using var space = await finder.FindAsync();

        Assert.Equal(_space.Uri, space.Target.Uri);
    }

    [Fact]
    public async Task An_answer_after_the_lookup_is_refused()
    {
        using var eavesdropper = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        eavesdropper.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var finder = new RingFinder(new() { Targets = [$"127.0.0.1:{((IPEndPoint)eavesdropper.LocalEndPoint!).Port}"], Timeout = TimeSpan.FromMilliseconds(200) });
        await Assert.ThrowsAsync<RingNotFoundException>(async () => await finder.FindAsync());
        var datagram = new byte[RingPacket.MaxBytes];
        var question = RingPacket.Read(datagram.AsSpan(0, eavesdropper.Receive(datagram)))!;

        await using var client = new RemotingClient();
        var late = client.ReferenceTo(question.Callback.At(IPAddress.Loopback), question.Id);

        var error = await Assert.ThrowsAsync<RemoteReferenceException>(async () => await late.CallAsync("call", [1]));
        Assert.Contains("The lookup is over.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_cannot_be_read_is_refused_when_the_finder_is_made()
    {
        Assert.Throws<ArgumentException>(() => new RingFinder(new() { Targets = ["a b"] }));
    }

    private static async Task<System.Security.Cryptography.X509Certificates.X509Certificate2> SelfSignedAsync()
    {
        await using var server = await RemoteServer.StartAsync("drbssl://127.0.0.1:0");
        return System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadPkcs12(
            server.Certificate!.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12), null);
    }

    private static int FreeUdpPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static RingFinder Finder(int port) => new(new() { Targets = ["127.0.0.1"], Port = port, Timeout = TimeSpan.FromSeconds(30) });

    private async Task<List<FoundSpace>> AllAsync(RingFinder finder, CancellationToken cancellationToken = default)
    {
        var all = new List<FoundSpace>();
        await foreach (var found in finder.FindAllAsync(cancellationToken))
        {
            all.Add(found);
            _owned.Add(found.Space);
        }

        return all;
    }

    private async Task<TupleSpaceServer> StartSpaceAsync(string? uri = null)
    {
        var space = await TupleSpaceServer.StartAsync(uri);
        _owned.Add(space);
        return space;
    }

    private async Task<RingServer> StartRingAsync(TupleSpaceServer space, RingServerOptions? options = null)
    {
        options ??= new();
        var ring = await RingServer.StartAsync(space, options.Port == RingServerOptions.DefaultPort ? options with { Port = 0 } : options);
        _owned.Add(ring);
        return ring;
    }
}
