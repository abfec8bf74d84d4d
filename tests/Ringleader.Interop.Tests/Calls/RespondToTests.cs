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
            show [front.respond_to?(:echo, true), front.respond_to?('puts', true), front.respond_to?(:eval, true), front.respond_to?(:nothing, true), front.respond_to?(:echo, false)]
            """,
            server.Uri);

        Assert.Equal(
            """
            [true, true, true, true, true, true, true]
            [false, false, false, false, false, false, false]
            [true, true, true, false, true]
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
    public async Task Questions_that_ruby_libraries_ask_of_any_object_are_answered()
    {
        await using var server = await RemoteServer.StartAsync(null, new Shop());
        await using var empty = await RemoteServer.StartAsync(null, front: null);

        // A reference answers these itself; a delegator around it passes them on.
        var output = await RubyProcess.RunAsync(
            """
            module Shop; class Counter; end; end
            show send_raw(front, :is_a?, Shop::Counter)
            show send_raw(front, :kind_of?, 'Shop::Counter')
            show send_raw(front, :instance_of?, Shop::Counter)
            show [Object, Kernel, String, nil].map { |type| send_raw(front, :is_a?, type) }
            show [send_raw(front, :nil?), send_raw(front, :class), send_raw(front, :inspect), send_raw(front, :instance_of?, Object)]
            show [send_raw(connect(ARGV[1]), :nil?), send_raw(connect(ARGV[1]), :class)]
            """,
            server.Uri,
            empty.Uri);

        Assert.Equal(
            """
            true
            true
            true
            [true, true, false, false]
            [false, "Shop::Counter", "#<Shop::Counter>", false]
            [true, "NilClass"]
            """,
            output);
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

    [RemoteContract]
    [RubyName("Shop::Counter")]
    public interface ICounter
    {
        int Count { get; }
    }

    private sealed class Shop : ICounter
    {
        public int Count => 1;
    }
}
