using Ringleader.Remoting.Marshal;
using Ringleader.Remoting;
using Ringleader.Services;

namespace Ringleader.Conformance.Services;

/// <summary>What a ring does, on whatever board: a space in this process, one of another process, one of Ruby.</summary>
public abstract class ServiceRingConformance
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task An_offer_is_found_and_called()
    {
        await using var board = await StartAsync();
        await using var provider = await board.JoinAsync();
        await using var client = await board.JoinAsync();
        await using var offer = await provider.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));

        var greeter = await client.FindAsync<IGreeter>("greeter");
        var untyped = await client.FindAsync<RemoteObject>("greeter");

        Assert.True(offer.IsRegistered);
        Assert.Equal("Hello, Ann", await greeter.GreetAsync("Ann"));
        Assert.Equal("Hello, Bob", await untyped.CallAsync<string>("greet", ["Bob"]));
    }

    [Fact]
    public async Task An_offer_stands_on_the_board_as_Rinda_and_RingyDingy_write_it()
    {
        await using var board = await StartAsync();
        await using var provider = await board.JoinAsync();
        await using var offer = await provider.OfferAsync<IGreeter>("greeter", new Greeter("Hello"), new() { InstanceName = "front" });

        var tuple = Assert.Single(await board.Space.ReadAllAsync([RubySymbol.Of("name"), null, null, null]));

        Assert.Equal(RubySymbol.Of("greeter"), tuple[1]);
        Assert.Equal(ServiceIdentity.OfThisProcess("front").ToString(), tuple[3]);
        Assert.Equal(offer.Description, tuple[3]);
    }

    [Fact]
    public async Task A_search_in_vain_says_who_was_asked()
    {
        await using var board = await StartAsync();
        await using var client = await board.JoinAsync();

        var error = await Assert.ThrowsAsync<ServiceNotFoundException>(async () => await client.FindAsync<IGreeter>("greeter"));

        Assert.Contains("No live provider of 'greeter'", error.Message, StringComparison.Ordinal);
        Assert.Contains(client.RingServers[0], error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_dead_provider_is_passed_over_and_named_when_there_is_no_other()
    {
        await using var board = await StartAsync();
        await using var client = await board.JoinAsync();
        await WriteDeadAsync(board, "greeter");

        var error = await Assert.ThrowsAsync<ServiceNotFoundException>(async () => await client.FindAsync<IGreeter>("greeter"));
        await using var provider = await board.JoinAsync();
        await using var offer = await provider.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));
        var found = await client.FindAsync<IGreeter>("greeter");

        Assert.Contains("dead_1", error.Message, StringComparison.Ordinal);
        Assert.Equal("Hello, Ann", await found.GreetAsync("Ann"));
    }

    [Fact]
    public async Task A_wait_ends_when_a_provider_appears()
    {
        await using var board = await StartAsync();
        await using var provider = await board.JoinAsync();
        await using var client = await board.JoinAsync();

        var wait = client.WaitForAsync<IGreeter>("greeter").AsTask();
        await using var offer = await provider.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));

        Assert.Equal("Hello, Ann", await (await wait).GreetAsync("Ann"));
    }

    [Fact]
    public async Task A_wait_ends_with_its_time_out()
    {
        await using var board = await StartAsync();
        await using var client = await board.JoinAsync();

        await Assert.ThrowsAsync<ServiceNotFoundException>(async () => await client.WaitForAsync<IGreeter>("greeter", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task A_withdrawn_offer_is_gone_and_the_next_provider_is_found()
    {
        await using var board = await StartAsync();
        await using var one = await board.JoinAsync();
        await using var other = await board.JoinAsync();
        await using var client = await board.JoinAsync();
        var first = await one.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));
        await using var second = await other.OfferAsync<IGreeter>("greeter", new Greeter("Welcome"));

        await first.DisposeAsync();
        var found = await client.FindAsync<IGreeter>("greeter");

        Assert.Equal("Welcome, Ann", await found.GreetAsync("Ann"));
        Assert.Equal(1, await board.Space.CountAsync([RubySymbol.Of("name"), null, null, null]));
        Assert.False(first.IsRegistered);
    }

    [Fact]
    public async Task Two_offers_of_one_object_under_one_name_are_withdrawn_one_by_one()
    {
        await using var board = await StartAsync();
        await using var provider = await board.JoinAsync();
        await using var client = await board.JoinAsync();
        var greeter = new Greeter("Hello");
        var first = await provider.OfferAsync<IGreeter>("greeter", greeter);
        await using var second = await provider.OfferAsync<IGreeter>("greeter", greeter);
        await using var third = await provider.OfferAsync<IGreeter>("greeter", greeter, new() { InstanceName = "front" });
        await using var fourth = await provider.OfferAsync<IGreeter>("greeter", greeter, new() { InstanceName = "front" });
        Assert.Equal(4, (await client.ListAsync("greeter")).Select(service => service.Description).Distinct().Count());

        await first.DisposeAsync();

        Assert.Equal(3, await board.Space.CountAsync([RubySymbol.Of("name"), null, null, null]));
        Assert.Equal(ServiceIdentity.OfThisProcess("2").ToString(), second.Description);
        Assert.Equal(ServiceIdentity.OfThisProcess("front_3").ToString(), fourth.Description);
        await using var again = await provider.OfferAsync<IGreeter>("greeter", greeter);
        Assert.Equal(ServiceIdentity.OfThisProcess().ToString(), again.Description);
    }

    [Fact]
    public async Task Two_offers_of_one_class_are_withdrawn_one_by_one()
    {
        await using var board = await StartAsync();
        await using var provider = await ServiceRing.JoinAsync(board.Options with { ApplicationName = "people" });
        await using var first = await provider.OfferClassAsync<User>();
        var second = await provider.OfferClassAsync<User>();

        await second.DisposeAsync();

        Assert.Equal(("User Service", "User Service 2"), (first.Description, second.Description));
        Assert.Equal("User Service", Assert.Single(await board.Space.ReadAllAsync([RubySymbol.Of("people"), null, null, null]))[3]);
    }

    [Fact]
    public async Task A_ring_that_is_left_takes_its_offers_with_it()
    {
        await using var board = await StartAsync();
        var provider = await board.JoinAsync();
        await provider.OfferAsync<IGreeter>("one", new Greeter("Hello"));
        await provider.OfferAsync<IGreeter>("two", new Greeter("Hello"));

        await provider.DisposeAsync();

        Assert.Empty(await board.Space.ReadAllAsync([RubySymbol.Of("name"), null, null, null]));
    }

    [Fact]
    public async Task What_the_board_has_lost_is_registered_again()
    {
        await using var board = await StartAsync();
        await using var provider = await board.JoinAsync();
        await using var offer = await provider.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));

        Assert.Single(await board.Space.TakeAllAsync([RubySymbol.Of("name"), null, null, null]));

        await Eventually.IsTrueAsync(async () => await board.Space.CountAsync([RubySymbol.Of("name"), null, null, null]) == 1);
    }

    [Fact]
    public async Task A_list_tells_each_provider_and_groups_by_host()
    {
        await using var board = await StartAsync();
        await using var provider = await board.JoinAsync();
        await using var client = await board.JoinAsync();
        await using var two = await provider.OfferAsync<IGreeter>("two", new Greeter("Hello"));
        await using var one = await provider.OfferAsync<IGreeter>("one", new Greeter("Hello"));
        await WriteDeadAsync(board, "one");

        var list = await client.ListAsync(checkLiveness: true);
        var hosts = ServiceHost.Group(list);

        Assert.Equal(["one", "one", "two"], list.Select(service => service.Name));
        Assert.Equal(2, list.Count(service => service.IsAlive == true));
        Assert.Equal(Environment.ProcessId, list[^1].Identity?.ProcessId);
        Assert.Equal(client.RingServers, list[^1].RingServers);
        Assert.Equal(2, hosts.Count);
        Assert.Equal(["one"], Assert.Single(hosts, host => host.Name == "dead").Services.Select(service => service.Name));
        Assert.Single(await client.ListAsync("two"));
    }

    [Fact]
    public async Task A_loan_hides_the_service_until_it_is_returned()
    {
        await using var board = await StartAsync();
        await using var provider = await board.JoinAsync();
        await using var one = await board.JoinAsync();
        await using var other = await board.JoinAsync();
        await using var offer = await provider.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));

        var loan = await one.BorrowAsync<IGreeter>("greeter");
        Assert.Equal("Hello, Ann", await loan.Service.GreetAsync("Ann"));
        if (board.HasLeases)
        {
            await Assert.ThrowsAsync<ServiceNotFoundException>(async () => await other.FindAsync<IGreeter>("greeter"));
            await Assert.ThrowsAsync<ServiceNotFoundException>(async () => await other.BorrowAsync<IGreeter>("greeter", Soon));
            Assert.True(offer.IsRegistered);
        }
        else
        {
            // Ruby cannot tell a loan from a loss, so the provider registers again.
            await other.WaitForAsync<IGreeter>("greeter");
        }

        await loan.DisposeAsync();
        await using var second = await other.BorrowAsync<IGreeter>("greeter");
        Assert.Equal("Hello, Bob", await second.Service.GreetAsync("Bob"));
    }

    [Fact]
    public async Task A_borrower_waits_for_its_turn_and_gets_another_provider_when_there_is_one()
    {
        await using var board = await StartAsync();
        await using var one = await board.JoinAsync();
        await using var other = await board.JoinAsync();
        await using var first = await one.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));
        await using var second = await other.OfferAsync<IGreeter>("greeter", new Greeter("Welcome"));
        await WriteDeadAsync(board, "greeter");

        await using var hello = await one.BorrowAsync<IGreeter>("greeter");
        var welcome = await one.BorrowAsync<IGreeter>("greeter");
        var words = new[] { await hello.Service.GreetAsync("Ann"), await welcome.Service.GreetAsync("Ann") };
        var waiting = other.BorrowAsync<IGreeter>("greeter").AsTask();
        await welcome.DisposeAsync();
        await using var last = await waiting;

        if (board.HasLeases)
        {
            Assert.Equal(["Hello, Ann", "Welcome, Ann"], words.Order(StringComparer.Ordinal));
        }

        Assert.NotNull(last.Service);
    }

    [Fact]
    public async Task Balanced_calls_are_shared_out_and_follow_the_board()
    {
        await using var board = await StartAsync();
        await using var one = await board.JoinAsync();
        await using var other = await board.JoinAsync();
        await using var client = await board.JoinAsync();
        var (hello, welcome) = (new Greeter("Hello"), new Greeter("Welcome"));
        var first = await one.OfferAsync<IGreeter>("greeter", hello);
        var greeter = await client.BalanceAsync<IGreeter>("greeter");

        Assert.Equal("Hello, Ann", await greeter.GreetAsync("Ann"));
        await using var second = await other.OfferAsync<IGreeter>("greeter", welcome);
        await Eventually.IsTrueAsync(async () => await greeter.GreetAsync("Ann") == "Welcome, Ann");

        var (before, also) = (hello.Calls, welcome.Calls);
        for (var i = 0; i < 10; i++)
        {
            await greeter.GreetAsync("Ann");
        }

        Assert.Equal((5, 5), (hello.Calls - before, welcome.Calls - also));
        await first.DisposeAsync();
        await Eventually.IsTrueAsync(async () => await greeter.GreetAsync("Ann") + await greeter.GreetAsync("Ann") == "Welcome, AnnWelcome, Ann");

        await second.DisposeAsync();
        await Eventually.IsTrueAsync(async () => await Record.ExceptionAsync(async () => await greeter.GreetAsync("Ann")) is ServiceNotFoundException);
    }

    [Fact]
    public async Task A_class_makes_instances_for_others_and_has_methods_of_its_own()
    {
        await using var board = await StartAsync();
        await using var provider = await ServiceRing.JoinAsync(board.Options with { ApplicationName = "people" });
        await using var client = await board.JoinAsync();
        await using var offer = await provider.OfferClassAsync<User>();

        var resolved = await client.ResolveAsync("distributed://people/User");
        var users = resolved.As<IUserClass>();
        var before = await users.Count();
        var ann = await users.New("Ann");
        var bob = await users.Join("Bob", "Hill");
        bob.Friend = ann;
        ann.Name = "Anna";

        Assert.Equal("Anna", bob.Friend?.Name);
        Assert.Equal("Bob Hill", bob.Name);
        Assert.True(await users.Count() > before);
        await Assert.ThrowsAsync<RemoteMethodMissingException>(async () => await resolved.CallAsync("get_type"));
        var tuple = Assert.Single(await board.Space.ReadAllAsync([RubySymbol.Of("people"), null, null, null]));
        Assert.Equal((RubySymbol.Of("User"), "User Service"), (tuple[1], tuple[3]));
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_what_there_is()
    {
        await using var board = await StartAsync();
        await using var provider = await ServiceRing.JoinAsync(board.Options with { ApplicationName = "people" });
        await using var client = await board.JoinAsync();
        await using var offer = await provider.OfferClassAsync<User>();

        var application = await Assert.ThrowsAsync<UnknownApplicationException>(async () => await client.ResolveAsync("distributed://animals/User"));
        var name = await Assert.ThrowsAsync<ServiceNotFoundException>(async () => await client.ResolveAsync("distributed://people/Dog"));
        var address = await Assert.ThrowsAsync<ArgumentException>(async () => await client.ResolveAsync("distributed://people"));

        Assert.Contains("'people'", application.Message, StringComparison.Ordinal);
        Assert.Contains("'User'", name.Message, StringComparison.Ordinal);
        Assert.Contains("distributed://application/Service", address.Message, StringComparison.Ordinal);
    }

    /// <summary>Starts an empty board.</summary>
    protected abstract Task<BoardHost> StartAsync();

    /// <summary>A registration whose process is gone.</summary>
    private static async Task WriteDeadAsync(BoardHost board, string name)
    {
        await using var gone = await RemoteServer.StartAsync(front: new Greeter("Dead"));
        await using var client = new RemotingClient();
        await board.Space.WriteAsync([RubySymbol.Of("name"), RubySymbol.Of(name), client.ReferenceTo(gone.Uri, 1L), "dead_1"]);
    }
}
