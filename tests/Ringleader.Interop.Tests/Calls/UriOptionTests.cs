using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Calls;

/// <summary>Addresses with <c>?name</c>, which pick <c>front["name"]</c>.</summary>
public sealed class UriOptionTests
{
    [Fact]
    public async Task Ruby_picks_an_entry_of_a_dotnet_front()
    {
        var front = new Dictionary<string, object?> { ["one"] = new Echo(), ["list"] = new object?[] { 1, 2, 3 } };
        await using var server = await RemoteServer.StartAsync(null, front);

        var output = await RubyProcess.RunAsync(
            """
            show connect("#{ARGV[0]}?one").echo(5)
            show connect("#{ARGV[0]}?list").size
            puts raised { connect("#{ARGV[0]}?none").echo(5) }[/\A\w+: '\w+' is an invalid reference/]
            show front.keys
            """,
            server.Uri);

        Assert.Equal("5\n3\nRangeError: 'none' is an invalid reference\n[\"one\", \"list\"]", output);
    }

    [Fact]
    public async Task Ruby_picks_a_named_object_of_a_dotnet_server()
    {
        var names = new NamedIdConverter();
        names.Pin("printer", new Echo());
        await using var server = await RemoteServer.StartAsync(null, null, new RemoteServerOptions { ObjectIds = names });

        var output = await RubyProcess.RunAsync("""show connect("#{ARGV[0]}?printer").echo('page')""", server.Uri);

        Assert.Equal("\"page\"", output);
    }

    [Fact]
    public async Task Dotnet_picks_an_entry_of_a_ruby_front()
    {
        await using var ruby = await RubyServer.StartAsync("serve({ 'name' => 'four', 'list' => [1, 2, 3] })");

        Assert.Equal(4, await RemoteObject.Connect($"{ruby.Uri}?name").CallAsync<int>("size"));
        Assert.Equal(3, await RemoteObject.Connect($"{ruby.Uri}?list").CallAsync<int>("size"));
        Assert.Equal(2, await RemoteObject.Connect(ruby.Uri).CallAsync<int>("size"));
    }
}
