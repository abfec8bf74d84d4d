using System.Net.Sockets;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Ring;
using Ringleader.TupleSpaces.Ring.Protocol;
using Ringleader.TupleSpaces.Ring.Serving;

namespace Ringleader.TupleSpaces.Tests.Ring;

/// <summary>Datagrams in, calls out. The space is in the same process, so that the reference in an answer becomes the space itself.</summary>
[Collection(nameof(RingCounters))]
public sealed class RingServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Board _board = new();
    private readonly RingCounters _counters = new();
    private RemoteServer _space = null!; // set by InitializeAsync

    public async ValueTask InitializeAsync() => _space = await RemoteServer.StartAsync("druby://127.0.0.1:0", _board);

    public async ValueTask DisposeAsync()
    {
        _counters.Dispose();
        await _space.DisposeAsync();
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.3")]
    public async Task An_asker_is_told_of_the_space(string bound, string asked)
    {
        await using var ring = Start(new() { Addresses = [bound] });
        await using var asker = await Asker.StartAsync();

        asker.Ask(ring.Port, asked);

        Assert.Equal(_space.ReferenceTo(_board), await asker.Answers.ReadAsync().AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task An_asker_on_ipv6_is_told_of_the_space()
    {
        await using var ring = Start(new() { Addresses = ["::1"] });
        await using var asker = await Asker.StartAsync("druby://[::1]:0", "::1");

        asker.Ask(ring.Port, "::1");

        Assert.Equal(_space.ReferenceTo(_board), await asker.Answers.ReadAsync().AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Several_addresses_share_a_port()
    {
        await using var ring = Start(new() { Addresses = ["127.0.0.1", "127.0.0.2", "::1"] });
        await using var asker = await Asker.StartAsync();

        asker.Ask(ring.Port, "127.0.0.1");
        asker.Ask(ring.Port, "127.0.0.2");

        Assert.Equal(_space.ReferenceTo(_board), await asker.Answers.ReadAsync().AsTask().WaitAsync(Patience));
        Assert.Equal(_space.ReferenceTo(_board), await asker.Answers.ReadAsync().AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error()
    {
        await using var ring = Start(new());

        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => RingServer.Start(_space, new() { Port = ring.Port })).SocketErrorCode);
    }

    [Fact]
    public async Task An_asker_with_a_certificate_is_called_over_tls_on_a_free_port()
    {
        await using var asker = await Asker.StartAsync("drbssl://127.0.0.1:0");
        await using var ring = Start(new() { Tls = new() { CertificateAuthorities = [asker.Server.Certificate!] } }); // a TLS server has one

        asker.Ask(ring.Port);

        Assert.Equal(_space.ReferenceTo(_board), await asker.Answers.ReadAsync().AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task An_asker_with_a_certificate_that_is_not_trusted_is_told_nothing()
    {
        await using var ring = Start(new());
        await using var asker = await Asker.StartAsync("drbssl://127.0.0.1:0");

        asker.Ask(ring.Port);

        await _counters.WhenAnsweredAsync("failed", 1);
        Assert.Equal(0, asker.Count);
    }

    [Fact]
    public async Task A_datagram_that_names_another_host_causes_no_connection()
    {
        await using var ring = Start(new());
        await using var asker = await Asker.StartAsync();

        for (var i = 0; i < 20; i++)
        {
            asker.Send(RingPacket.Write(new DrbReference($"druby://192.0.2.{i + 50}:9", 7L), 5), ring.Port);
        }

        await _counters.WhenDroppedAsync(DropReason.Callback, 20);
        Assert.Equal(0, _counters.Answered("ok") + _counters.Answered("failed"));
    }

    [Fact]
    public async Task A_host_that_the_access_list_denies_gets_no_answer()
    {
        await using var ring = Start(new() { Addresses = ["0.0.0.0"], AccessControl = AccessControlList.Parse("deny all allow 127.0.0.2") });
        await using var denied = await Asker.StartAsync();
        await using var elsewhere = await Asker.StartAsync("druby://127.0.0.1:0", "127.0.0.2");
        await using var allowed = await Asker.StartAsync("druby://127.0.0.2:0", "127.0.0.2");

        denied.Ask(ring.Port);
        elsewhere.Ask(ring.Port); // asks from where it may, wants to be called where nobody may
        allowed.Ask(ring.Port);

        Assert.Equal(_space.ReferenceTo(_board), await allowed.Answers.ReadAsync().AsTask().WaitAsync(Patience));
        await _counters.WhenDroppedAsync(DropReason.Denied, 1);
        await _counters.WhenDroppedAsync(DropReason.Callback, 1);
        Assert.Equal(0, denied.Count + elsewhere.Count);
    }

    [Fact]
    public async Task A_host_with_many_processes_gets_an_answer_to_each_question()
    {
        const int Questions = 2000;
        await using var ring = Start(new() { MaxAnswersPerSecond = 1 });
        await using var asker = await Asker.StartAsync();

        for (var asked = 0; asked < Questions;)
        {
            for (var end = asked + 20; asked < end; asked++)
            {
                asker.Ask(ring.Port);
            }

            await _counters.WhenAnsweredAsync("ok", asked); // so that the system's buffer drops nothing
        }

        Assert.Equal(Questions, asker.Count);
        Assert.Equal(0, _counters.Dropped(DropReason.Rate) + _counters.Dropped(DropReason.Busy));
    }

    [Fact]
    public async Task Ten_thousand_forged_datagrams_make_the_server_call_their_victim_no_more_than_its_rate()
    {
        const int Rate = 2;
        const int Burst = Rate * AnswerRate.BurstSeconds;
        var clock = new Testing.FakeTimeProvider();
        await using var ring = Start(new() { MaxAnswersPerSecond = Rate, TimeProvider = clock });
        await using var asker = await Asker.StartAsync();
        var nobody = RingPacket.Write(asker.Reference with { Id = 7L }, 5); // the victim knows of no such object

        for (var i = 0; i < 10_000; i++)
        {
            asker.Send(nobody, ring.Port);
            if (i % 100 == 99)
            {
                await _counters.WhenSeenAsync(i + 1); // so that the system's buffer does not drop what the server should
            }
        }

        await _counters.WhenAnsweredAsync("failed", Burst);
        Assert.Equal(10_000 - Burst, _counters.Dropped(DropReason.Rate));
        Assert.Equal(0, asker.Count);
    }

    [Fact]
    public async Task Askers_that_never_answer_the_call_do_not_hold_up_others()
    {
        await using var ring = Start(new() { MaxConcurrentAnswers = 4, AnswerTimeout = TimeSpan.FromMilliseconds(300) });
        using var silent = new TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        await using var asker = await Asker.StartAsync();

        for (var i = 0; i < 10; i++)
        {
            asker.Send(RingPacket.Write(new DrbReference($"druby://127.0.0.1:{((System.Net.IPEndPoint)silent.LocalEndpoint).Port}", 7L), 5), ring.Port);
        }

        await _counters.WhenDroppedAsync(DropReason.Busy, 8); // one host may take half of the places
        await _counters.WhenAnsweredAsync("failed", 2);
        asker.Ask(ring.Port);
        Assert.Equal(_space.ReferenceTo(_board), await asker.Answers.ReadAsync().AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task What_is_no_lookup_is_dropped_and_counted()
    {
        await using var ring = Start(new());
        await using var asker = await Asker.StartAsync();

        asker.Send("hello"u8, ring.Port);
        asker.Send([], ring.Port);
        asker.Send(new byte[1025], ring.Port);
        asker.Send(new byte[9000], ring.Port);
        asker.Send([.. RingPacket.Write(asker.Reference, 5), 0], ring.Port);

        await _counters.WhenDroppedAsync(DropReason.Malformed, 5);
        asker.Ask(ring.Port);
        Assert.Equal(_space.ReferenceTo(_board), await asker.Answers.ReadAsync().AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_server_that_was_stopped_answers_no_more_and_frees_its_port()
    {
        var ring = Start(new());
        await using var asker = await Asker.StartAsync();
        await ring.DisposeAsync();
        await ring.DisposeAsync();

        await using var next = Start(new() { Port = ring.Port });
        asker.Ask(next.Port);

        Assert.Equal(_space.ReferenceTo(_board), await asker.Answers.ReadAsync().AsTask().WaitAsync(Patience));
    }

    private RingServer Start(RingServerOptions options) => RingServer.Start(_space, options.Port == RingServerOptions.DefaultPort ? options with { Port = 0 } : options);
}
