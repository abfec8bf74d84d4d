using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Interop.Tests.Values;

/// <summary>Objects of classes that one side does not know pass through it unchanged.</summary>
public sealed class UnknownClassesTests
{
    [Fact]
    public async Task A_ruby_object_of_any_class_comes_back_as_itself()
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync(
            """
            require 'values'
            require 'ostruct'
            module Deep
              class Node
                attr_accessor :parent, :children
              end
            end
            node = Deep::Node.new
            node.children = [Deep::Node.new.tap { |child| child.parent = node }]
            back = front.echo([1, node, { 'n' => node }])
            show [back[1].class, back[1].equal?(back[2]['n']), back[1].children[0].parent.equal?(back[1])]
            show front.echo(OpenStruct.new(a: 1)) == OpenStruct.new(a: 1)
            show OBJECTS.all? { |object| same?(object, front.echo([object, object]).last) }
            show front.echo(Keyed.new(a: 1, b: 2))
            """,
            server.Uri);

        Assert.Equal("[Deep::Node, true, true]\ntrue\ntrue\n#<struct Keyed a=1, b=2>", output);
    }

    [Fact]
    public async Task A_dotnet_client_keeps_what_it_does_not_know_and_gives_it_back()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            require 'values'
            class Shop
              def plain = Plain.new(1, ['x'])
              def point = Point.new(1, 2)
              def dumped = Dumped.new('text')
              def marshalled = Marshalled.new([1])
              def sub = SubArray.new([1, 2])
              def plain?(value) = same?(value, plain)
              def all?(values) = same?(values, [plain, point, dumped, marshalled, sub])
            end
            serve Shop.new
            """);
        var shop = RemoteObject.Connect(ruby.Uri);

        var plain = Assert.IsType<RubyObject>(await shop.CallAsync("plain"));
        var point = Assert.IsType<RubyStruct>(await shop.CallAsync("point"));
        var dumped = Assert.IsType<RubyUserDefined>(await shop.CallAsync("dumped"));
        var marshalled = Assert.IsType<RubyUserMarshal>(await shop.CallAsync("marshalled"));
        var sub = Assert.IsType<RubySubclass>(await shop.CallAsync("sub"));

        Assert.Equal(("Plain", 1L), (plain.ClassName, plain.Variables["@a"]));
        Assert.Equal(("Point", 2L), (point.ClassName, point.Members["y"]));
        Assert.True(await shop.CallAsync<bool>("plain?", [plain]));
        Assert.True(await shop.CallAsync<bool>("all?", [new object?[] { plain, point, dumped, marshalled, sub }]));
    }

    [Fact]
    public async Task A_ruby_server_that_does_not_know_a_class_gives_the_object_back_to_dotnet()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Mirror
              def echo(value) = value
              def class_of(value) = value.class.name
            end
            serve Mirror.new
            """);
        var mirror = RemoteObject.Connect(ruby.Uri);
        var node = new RubyObject("Only::Here");
        node.Variables["@a"] = 1L;

        var back = await mirror.CallAsync("echo", [node]);

        Assert.Equal("DRb::DRbUnknown", await mirror.CallAsync<string>("class_of", [node]));
        Assert.Equal("Only::Here", (back as UnknownObject)?.Name ?? (back as RubyObject)?.ClassName);
        Assert.True(await mirror.CallAsync<bool>("respond_to?", ["echo"]));
    }

    [Fact]
    public async Task What_one_ruby_cannot_load_passes_through_dotnet_to_one_that_can()
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync(
            """
            class Late < Struct.new(:a); end
            unknown = DRb::DRbUnknown.new(NameError.new('uninitialized constant Late', :Late), Marshal.dump(Late.new(5)))
            back = front.echo(unknown)
            show back.class
            show back.is_a?(DRb::DRbUnknown) ? back.reload : back
            """,
            server.Uri);

        Assert.EndsWith("#<struct Late a=5>", output, StringComparison.Ordinal);
    }
}
