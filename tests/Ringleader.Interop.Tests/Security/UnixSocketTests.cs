using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Security;

/// <summary><c>drbunix:</c> both ways.</summary>
public sealed class UnixSocketTests
{
    [Fact]
    public async Task Ruby_calls_a_dotnet_server_whose_socket_has_the_mode_it_was_given()
    {
        var options = new RemoteServerOptions { UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead };
        var path = Path.Combine(Path.GetTempPath(), $"ringleader-{Guid.NewGuid():N}.sock");
        string output;
        await using (var server = await RemoteServer.StartAsync($"drbunix:{path}", new Echo(), options))
        {
            output = await RubyProcess.RunAsync(
                """
                require 'drb/unix'
                remote = DRbObject.new_with_uri(ARGV[0])
                show remote.echo('over a file')
                show remote.echo([1, 'x' * 100_000]).last.size
                puts format('%o', File.stat(ARGV[1]).mode & 0o777)
                """,
                server.Uri,
                path);
        }

        Assert.Equal("\"over a file\"\n100000\n640", output);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Ruby_gives_a_block_to_a_dotnet_server_over_unix_sockets()
    {
        await using var server = await RemoteServer.StartAsync("drbunix:", new Caller());

        var output = await RubyProcess.RunAsync(
            """
            require 'drb/unix'
            DRb.start_service('drbunix:')
            remote = DRbObject.new_with_uri(ARGV[0])
            show(remote.twice { |n| n + 1 })
            """,
            server.Uri);

        Assert.Equal("[2, 3]", output);
    }

    [Fact]
    public async Task Dotnet_calls_a_ruby_server_and_gives_it_a_block()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            require 'drb/unix'
            class Front
              def echo(value) = value
              def map(items) = items.map { |item| yield item }
            end
            serve Front.new, 'drbunix:', UNIXFileMode: 0o600
            """);
        Assert.StartsWith("drbunix:", ruby.Uri, StringComparison.Ordinal);
        var front = RemoteObject.Connect(ruby.Uri);

        Assert.Equal("over a file", await front.CallAsync<string>("echo", ["over a file"]));
        Assert.Equal("sync", front.Call<string>("echo", "sync"));
        Assert.Equal([2, 3], await front.CallAsync<List<int>>("map", [new[] { 1, 2 }], new Func<int, int>(item => item + 1)));
    }
}
