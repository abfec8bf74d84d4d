using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Robustness;

/// <summary>Servers on all interfaces, IPv6, and fixed ports.</summary>
public sealed class AddressesTests
{
    private const string Script = """
        address = "druby://#{ARGV[1]}:#{ARGV[0][/\d+\z/]}"
        part = connect(address).part
        puts part.__drburi == address
        show part.number
        show connect(address).mine?(part)
        """;

    [Theory]
    [InlineData("druby://0.0.0.0:0", "127.0.0.1")]
    [InlineData("druby://0.0.0.0:0", "127.0.0.2")]
    [InlineData("druby://:0", "127.0.0.2")]
    public async Task References_of_a_server_on_all_interfaces_carry_the_address_the_caller_used(string uri, string host)
    {
        await using var server = await RemoteServer.StartAsync(uri, new Front());

        Assert.Equal("true\n5\ntrue", await RubyProcess.RunAsync(Script, server.Uri, host));
    }

    [Fact]
    public async Task Two_addresses_of_one_server_lead_to_the_same_object()
    {
        await using var server = await RemoteServer.StartAsync("druby://0.0.0.0:0", new Front());

        var output = await RubyProcess.RunAsync(
            """
            port = ARGV[0][/\d+\z/]
            one = connect("druby://127.0.0.1:#{port}")
            other = connect("druby://127.0.0.2:#{port}")
            show one.mine?(other.part)
            show other.mine?(one.part)
            """,
            server.Uri);

        Assert.Equal("true\ntrue", output);
    }

    [Fact]
    public async Task A_ruby_client_reaches_a_server_on_ipv6()
    {
        await using var server = await RemoteServer.StartAsync("druby://[::1]:0", new Front());

        var output = await RubyProcess.RunAsync(
            """
            DRb.start_service('druby://::1:0') # Ruby writes such hosts without brackets
            remote = DRbObject.new_with_uri(ARGV[0])
            show remote.part.number
            show(remote.yield_twice { |n| n * 2 })
            show remote.part.__drburi == ARGV[0]
            """,
            server.Uri);

        Assert.Equal("5\n[2, 4]\ntrue", output);
    }

    [Fact]
    public async Task A_dotnet_client_reaches_a_ruby_server_on_ipv6_and_on_all_interfaces()
    {
        const string Script = """
            class Front
              include DRb::DRbUndumped
              def me = self
              def yield_twice = [yield(1), yield(2)]
            end
            serve Front.new, ARGV[0]
            """;
        await using var six = await RubyServer.StartAsync(Script, "druby://::1:0");
        await using var all = await RubyServer.StartAsync(Script, "druby://0.0.0.0:0");
        var port = new Uri(all.Uri).Port;

        Assert.Equal([2, 4], await RemoteObject.Connect(six.Uri).CallAsync<List<int>>("yield_twice", block: (int n) => n * 2));
        Assert.Equal([2, 4], await RemoteObject.Connect($"druby://127.0.0.2:{port}").CallAsync<List<int>>("yield_twice", block: (int n) => n * 2));
        Assert.Equal([2, 4], await RemoteObject.Connect($"druby://localhost:{port}").CallAsync<List<int>>("yield_twice", block: (int n) => n * 2));
    }

    [Fact]
    public async Task A_ruby_client_finds_a_server_by_the_name_localhost_and_a_fixed_port()
    {
        var port = FreePort.Find();
        await using var server = await RemoteServer.StartAsync($"druby://localhost:{port}", new Front());

        Assert.Equal("true\n5\ntrue", await RubyProcess.RunAsync(Script, server.Uri, "localhost"));
    }

    [RemoteContract]
    public interface IPart
    {
        int Number { get; }
    }

    [RemoteContract]
    public interface IFront
    {
        IPart Part();

        bool IsMine(IPart part);

        ValueTask<IReadOnlyList<int>> YieldTwiceAsync(Func<int, ValueTask<int>> block);
    }

    private sealed class Front : IFront
    {
        private readonly Piece _part = new();

        public IPart Part() => _part;

        public bool IsMine(IPart part) => ReferenceEquals(part, _part);

        public async ValueTask<IReadOnlyList<int>> YieldTwiceAsync(Func<int, ValueTask<int>> block) => [await block(1), await block(2)];

        private sealed class Piece : IPart
        {
            public int Number => 5;
        }
    }
}
