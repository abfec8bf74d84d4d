using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Security;

/// <summary>Access lists, each server its own, as a Ruby client meets them; and Ruby's list as a .NET client does.</summary>
public sealed class AccessTests
{
    [Fact]
    public async Task A_refused_ruby_client_loses_its_connection_before_a_byte_is_read()
    {
        var options = new RemoteServerOptions { AccessControl = AccessControlList.Parse("deny all") };
        await using var server = await RemoteServer.StartAsync(null, new Echo(), options);

        var output = await RubyProcess.RunAsync("puts raised { front.echo(1) }[/\\A[\\w:]+\\w/]", server.Uri);

        Assert.Equal("DRb::DRbConnError", output);
        Assert.Equal(0, server.ConnectionCount);
    }

    [Fact]
    public async Task Servers_of_one_process_have_their_own_lists_and_fronts()
    {
        await using var open = await RemoteServer.StartAsync(null, new Dictionary<string, object?> { ["name"] = "open" });
        await using var closed = await RemoteServer.StartAsync(
            null, new Dictionary<string, object?> { ["name"] = "closed" }, new RemoteServerOptions { AccessControl = AccessControlList.Parse("deny 127.0.0.0/8") });
        await using var chosen = await RemoteServer.StartAsync(
            null, new Dictionary<string, object?> { ["name"] = "chosen" }, new RemoteServerOptions { AccessControl = AccessControlList.Parse("deny all allow 127.0.0.1") });

        var output = await RubyProcess.RunAsync(
            """
            puts raised { raise IOError, connect(ARGV[0])['name'] }
            puts raised { raise IOError, connect(ARGV[1])['name'] }[/\A[\w:]+\w/]
            puts raised { raise IOError, connect(ARGV[2])['name'] }
            """,
            open.Uri,
            closed.Uri,
            chosen.Uri);

        Assert.Equal("IOError: open\nDRb::DRbConnError\nIOError: chosen", output);
    }

    [Fact]
    public async Task A_list_with_the_name_localhost_lets_ruby_in()
    {
        var options = new RemoteServerOptions { AccessControl = AccessControlList.Parse("deny all allow localhost") };
        await using var server = await RemoteServer.StartAsync(null, new Echo(), options);

        Assert.Equal("1", await RubyProcess.RunAsync("show front.echo(1)", server.Uri));
    }

    [Fact]
    public async Task A_ruby_server_that_refuses_is_a_connection_error_that_says_so()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            require 'drb/acl'
            serve({}, 'druby://127.0.0.1:0', tcp_acl: ACL.new(%w[deny all]))
            """);

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(async () => await RemoteObject.Connect(ruby.Uri).CallAsync("size"));

        Assert.True(error.IsTransient);
        Assert.Contains(ruby.Uri, error.Message, StringComparison.Ordinal);
    }
}
