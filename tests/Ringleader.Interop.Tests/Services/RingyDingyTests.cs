using Ringleader.Conformance.Services;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting.Marshal;
using Ringleader.Services;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;
using Eventually = Ringleader.Interop.Tests.Support.Eventually;

namespace Ringleader.Interop.Tests.Services;

/// <summary>Programs that use RingyDingy or Distribunaut, with ours on the same ring.</summary>
public sealed class RingyDingyTests : IAsyncLifetime
{
    private const string Provider = """
        class Greeter
          include DRbUndumped
          def greet(name) = "Hej, #{name}"
        end
        """;

    private TupleSpaceServer _board = null!; // made in InitializeAsync
    private RingServer _ringServer = null!; // made in InitializeAsync
    private ServiceRing _ring = null!; // made in InitializeAsync

    public async ValueTask InitializeAsync()
    {
        _board = await TupleSpaceServer.StartAsync();
        _ringServer = await RingServer.StartAsync(_board, new() { Port = 0 });
        _ring = await ServiceRing.JoinAsync(new()
        {
            Finder = new() { Targets = [$"127.0.0.1:{_ringServer.Port}"], Timeout = TimeSpan.FromSeconds(1) },
            ApplicationName = "people",
            CheckPeriod = TimeSpan.FromMilliseconds(200),
        });
    }

    [Fact]
    public async Task Ring_server_l_lists_our_services()
    {
        await using var one = await _ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));
        await using var two = await _ring.OfferAsync<IGreeter>("other", new Greeter("Hello"), new() { InstanceName = "second" });

        var lines = (await RunAsync("print_services")).Split('\n');

        Assert.Equal($"Services on {_board.Uri}", lines[0]);
        var identity = ServiceIdentity.OfThisProcess();
        Assert.Matches($"^:greeter, \"{identity}\" URI: druby://127[.]0[.]0[.]1:[0-9]+ ref: [0-9]+$", Assert.Single(lines, line => line.StartsWith(":greeter", StringComparison.Ordinal)));
        Assert.Matches($"^:other, \"{identity}_second\" URI: druby://127[.]0[.]0[.]1:[0-9]+ ref: [0-9]+$", Assert.Single(lines, line => line.StartsWith(":other", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ruby_finds_and_calls_our_service()
    {
        await using var offer = await _ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));

        Assert.Equal("Hello, Ruby", await RunAsync("puts find(:greeter).greet('Ruby')"));
        Assert.Equal("RuntimeError: unable to find service :nobody", await RunAsync("puts raised { find(:nobody) }"));
    }

    [Fact]
    public async Task We_find_and_call_what_Ruby_registered_until_it_is_killed()
    {
        await using var ruby = RubyProcess.Start($"require 'ringy_dingy'\n{Provider}\nregister(Greeter.new, :hej, 2); puts 'ready'; $stdin.read", $"{_ringServer.Port}");
        var greeter = await _ring.WaitForAsync<IGreeter>("hej");
        var balanced = await _ring.BalanceAsync<IGreeter>("hej");
        var registration = Assert.Single(await _ring.ListAsync("hej", checkLiveness: true));
        Assert.Equal("Hej, Ann", await greeter.GreetAsync("Ann"));
        Assert.Equal("Hej, Bob", await balanced.GreetAsync("Bob"));
        Assert.True(registration.IsAlive);
        Assert.NotNull(registration.Identity);
        await using (var loan = await _ring.BorrowAsync<IGreeter>("hej"))
        {
            Assert.Equal("Hej, Eve", await loan.Service.GreetAsync("Eve"));
            await Assert.ThrowsAsync<ServiceNotFoundException>(async () => await _ring.FindAsync<IGreeter>("hej"));
        }

        await ruby.KillAsync();

        var error = await Assert.ThrowsAsync<ServiceNotFoundException>(async () => await _ring.FindAsync<IGreeter>("hej"));
        Assert.Contains("hej", error.Message, StringComparison.Ordinal);
        await Eventually.IsTrueAsync(async () => await _board.Space.CountAsync([RubySymbol.Of("name"), RubySymbol.Of("hej"), null, null]) == 0);
    }

    [Fact]
    public async Task Ruby_makes_instances_of_our_class_and_calls_its_methods()
    {
        await using var offer = await _ring.OfferClassAsync<User>();

        var output = await RunAsync("""
            user_class = ring.read([:people, :User, nil, nil])[2]
            ann = user_class.new('Ann')
            bob = user_class.join('Bob', 'Hill')
            bob.friend = ann
            ann.name = 'Anna'
            puts bob.name, bob.friend.name, user_class.count.positive?
            puts raised { ann.get_type }
            puts raised { user_class.new }
            """);

        Assert.Equal(["Bob Hill", "Anna", "true", "NoMethodError: undefined method `get_type' for #<IUser>", "ArgumentError: wrong number of arguments (given 0, expected 1)"], output.Split('\n'));
    }

    [Fact]
    public async Task An_address_leads_to_a_class_that_Ruby_registered_as_Distribunaut_does()
    {
        const string Script = """
            require 'ringy_dingy'
            class User
              include DRbUndumped
              attr_accessor :name, :friend
              @count = 0
              class << self; attr_accessor :count; end
              def initialize(name)
                @name = name
                User.count += 1
              end
              def self.join(first, last) = new("#{first} #{last}")
            end
            class UserProxy
              include DRbUndumped
              def method_missing(name, *args) = User.send(name, *args)
              def respond_to_missing?(*) = true
            end
            ring.write [:ruby_people, :User, UserProxy.new, 'User Service'], Rinda::SimpleRenewer.new
            puts 'ready'
            $stdin.read
            """;
        await using var ruby = RubyProcess.Start(Script, $"{_ringServer.Port}");
        Assert.Equal("ready", await ruby.ReadLineAsync());

        var users = (await _ring.ResolveAsync("distributed://ruby_people/User")).As<IUserClass>();
        var ann = await users.New("Ann");
        var bob = await users.Join("Bob", "Hill");
        bob.Friend = ann;
        ann.Name = "Anna";

        Assert.Equal("Bob Hill", bob.Name);
        Assert.Equal("Anna", bob.Friend?.Name);
        Assert.Equal(2, await users.Count());
    }

    [Fact]
    public async Task A_ring_server_of_Ruby_that_is_restarted_gets_our_offers_again()
    {
        var port = FreePort.Find();
        var script = $"require 'rinda/tuplespace'; serve Rinda::TupleSpace.new(1), 'druby://127.0.0.1:{port}'";
        var first = await RubyServer.StartAsync(script);
        await using var ring = await ServiceRing.JoinAsync(new() { RingServers = [first.Uri], CheckPeriod = TimeSpan.FromMilliseconds(200) });
        await using var offer = await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));
        await first.Process.KillAsync();
        await first.DisposeAsync();

        await using var second = await RubyServer.StartAsync(script);
        var greeter = await ring.WaitForAsync<IGreeter>("greeter");

        Assert.Equal("Hello, Ann", await greeter.GreetAsync("Ann"));
    }

    public async ValueTask DisposeAsync()
    {
        await _ring.DisposeAsync();
        await _ringServer.DisposeAsync();
        await _board.DisposeAsync();
    }

    private Task<string> RunAsync(string script) => RubyProcess.RunAsync($"require 'ringy_dingy'\n{script}", $"{_ringServer.Port}");
}
