using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Calls;

public sealed class RespondToTests
{
    [Fact]
    public async Task Ruby_is_told_what_a_dotnet_object_responds_to()
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync(
            """
            show [:echo, 'echo', 'echo_later', :to_s, :inspect, :object_id, :respond_to?].map { |name| front.respond_to?(name) }
            show [:nothing, 'nothing', :puts, :instance_eval, :send, :"\u00e4", 'x' * 300].map { |name| front.respond_to?(name) }
            show [front.respond_to?(:echo, true), front.respond_to?('puts', true), front.respond_to?(:echo, false)]
            """,
            server.Uri);

        Assert.Equal(
            """
            [true, true, true, true, true, true, true]
            [false, false, false, false, false, false, false]
            [true, false, true]
            """,
            output);
    }

    [Fact]
    public async Task Every_dotnet_object_has_an_identity_and_a_text()
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync(
            """
            show send_raw(front, :object_id).class
            show front.to_s
            show send_raw(front, :inspect)
            """,
            server.Uri);

        Assert.Equal("Integer\n\"#<IEcho>\"\n\"#<IEcho>\"", output);
    }

    [Fact]
    public async Task Dotnet_is_told_what_a_ruby_object_responds_to()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Shy
              def open = 1
              private def hidden = 2
            end
            serve Shy.new
            """);
        var shy = RemoteObject.Connect(ruby.Uri);

        Assert.True(await shy.CallAsync<bool>("respond_to?", ["open"]));
        Assert.False(await shy.CallAsync<bool>("respond_to?", ["hidden"]));
        Assert.True(await shy.CallAsync<bool>("respond_to?", ["hidden", true]));
        Assert.False(await shy.CallAsync<bool>("respond_to?", ["nothing", true]));
    }
}
