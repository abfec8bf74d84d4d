using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.References;

/// <summary>Objects that stay where they are and are called from the other side.</summary>
public sealed class ByReferenceTests
{
    private const string Server = """
        class Account
          include DRb::DRbUndumped
          attr_accessor :name

          def initialize(name) = @name = name
        end

        class Bank
          def initialize = @first = Account.new('first')
          def first = @first
          def mine?(account) = account.equal?(@first)
          def name_of(account) = account.name
          def rename(account, name)
            account.name = name
          end
          def class_of(value) = value.class.name
          def keep(object) = @kept = object
          def kept = @kept
          def call_kept(name, *args) = @kept.method_missing(name.to_sym, *args)
        end
        serve Bank.new
        """;

    [Fact]
    public async Task Ruby_calls_an_object_that_a_dotnet_server_hands_out()
    {
        var bank = new Bank();
        await using var server = await RemoteServer.StartAsync(null, bank);

        var output = await RubyProcess.RunAsync(
            """
            account = front.first
            show account.class
            account.name = 'renamed by ruby'
            show account.name
            show front.mine?(account)
            show front.name_of(account)
            show front.first == account
            show front.all.to_a.map { |item| item.name }
            """,
            server.Uri);

        Assert.Equal(
            """
            DRb::DRbObject
            "renamed by ruby"
            true
            "renamed by ruby"
            true
            ["renamed by ruby"]
            """,
            output);
        Assert.Equal("renamed by ruby", bank.First().Name);
    }

    [Fact]
    public async Task A_dotnet_server_calls_an_object_of_a_ruby_client()
    {
        await using var server = await RemoteServer.StartAsync(null, new Bank());

        var output = await RubyProcess.RunAsync(
            """
            class Account
              include DRb::DRbUndumped
              attr_accessor :name
            end
            mine = Account.new
            mine.name = 'of ruby'
            show front.name_of(mine)
            front.rename(mine, 'changed by .NET')
            show mine.name
            show front.mine?(mine)
            show front.echo(mine).equal?(mine)
            show front.echo([1, mine])[1].equal?(mine)
            show front.echo({ key: mine })[:key].equal?(mine)
            """,
            server.Uri);

        Assert.Equal("\"of ruby\"\n\"changed by .NET\"\nfalse\ntrue\ntrue\ntrue", output);
    }

    [Fact]
    public async Task Dotnet_calls_an_object_that_a_ruby_server_hands_out()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var bank = RemoteObject.Connect<IRubyBank>(ruby.Uri);

        var account = await bank.FirstAsync();
        account.Name = "renamed by .NET";

        Assert.Equal("renamed by .NET", account.Name);
        Assert.True(await bank.IsMine(account));
        Assert.Equal("renamed by .NET", await bank.NameOfAsync(account));
        Assert.Equal(account, await bank.FirstAsync());
        Assert.Equal(ruby.Uri, RemoteObject.Of(account).Uri);
    }

    [Fact]
    public async Task A_ruby_server_calls_an_object_of_a_dotnet_client()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var bank = RemoteObject.Connect<IRubyBank>(ruby.Uri);
        var mine = new Account { Name = "of .NET" };

        Assert.Equal("of .NET", await bank.NameOfAsync(mine));
        await bank.RenameAsync(mine, "changed by ruby");
        Assert.Equal("changed by ruby", mine.Name);
        Assert.False(await bank.IsMine(mine));
        Assert.Equal("DRb::DRbObject", await RemoteObject.Of(bank).CallAsync<string>("class_of", [mine]));
    }

    [Fact]
    public async Task A_dotnet_object_that_comes_home_is_the_original()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var bank = RemoteObject.Connect(ruby.Uri);
        var mine = new Account { Name = "kept" };
        Func<int, int> function = number => number + 1;

        Assert.Same(mine, await bank.CallAsync("keep", [mine]));
        Assert.Same(mine, await bank.CallAsync("kept"));
        Assert.Same(mine, await bank.As<IRubyBank>().KeptAsync());
        Assert.Same(function, await bank.CallAsync("keep", [function]));
    }

    [Fact]
    public async Task A_class_marked_by_reference_is_called_by_no_one_but_comes_home()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var bank = RemoteObject.Connect(ruby.Uri);
        var secret = new Secret();

        await bank.CallAsync("keep", [secret]);
        var error = await Assert.ThrowsAsync<RemoteException>(async () => await bank.CallAsync("call_kept", ["value"]));

        Assert.Same(secret, await bank.CallAsync("kept"));
        Assert.Equal(("NoMethodError", "undefined method `value' for #<Object>"), (error.RemoteType, error.Message));
    }

    [Fact]
    public async Task The_front_itself_travels_by_reference_and_comes_home()
    {
        await using var server = await RemoteServer.StartAsync(null, new Bank());

        var output = await RubyProcess.RunAsync(
            """
            me = front.itself_please
            show me == front
            show me.__drbref
            show front.echo(front) == front
            """,
            server.Uri);

        Assert.Equal("true\nnil\ntrue", output);
    }

    [RemoteContract]
    public interface IAccount
    {
        string Name { get; set; }
    }

    [RemoteContract]
    public interface IBank
    {
        IAccount First();

        bool IsMine(IAccount account);

        string NameOf(IAccount account);

        void Rename(IAccount account, string name);

        IReadOnlyList<IAccount> All();

        object? Echo(object? value);

        IBank ItselfPlease();
    }

    [RemoteContract]
    public interface IRubyBank
    {
        ValueTask<IAccount> FirstAsync();

        [RubyName("mine?")]
        ValueTask<bool> IsMine(IAccount account);

        ValueTask<string> NameOfAsync(IAccount account);

        ValueTask RenameAsync(IAccount account, string name);

        ValueTask<IAccount> KeptAsync();
    }

    private sealed class Account : IAccount
    {
        public required string Name { get; set; }
    }

    private sealed class Bank : IBank
    {
        private readonly Account _first = new() { Name = "first" };

        public IAccount First() => _first;

        public bool IsMine(IAccount account) => ReferenceEquals(account, _first);

        public string NameOf(IAccount account) => account.Name;

        public void Rename(IAccount account, string name) => account.Name = name;

        public IReadOnlyList<IAccount> All() => [_first];

        public object? Echo(object? value) => value;

        public IBank ItselfPlease() => this;
    }

    [ByReference]
    private sealed class Secret;
}
