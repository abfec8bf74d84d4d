using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Errors;

/// <summary>Nothing but the members of the offered contract can be called, whatever Ruby's objects would answer.</summary>
public sealed class RefusedMethodsTests
{
    [Fact]
    public async Task Every_method_name_of_rubys_object_is_refused_but_the_harmless_ones()
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync(
            """
            object = Object.new
            publics = object.methods | Object.public_instance_methods | Kernel.public_instance_methods | BasicObject.public_instance_methods
            privates = object.private_methods | Object.private_instance_methods | Kernel.private_instance_methods |
              BasicObject.private_instance_methods | Kernel.singleton_methods
            # The scripts' own methods are private ones of Object as well, but no Ruby of others has them.
            privates -= %i[listen connect front show raised send_raw serve] | publics
            names = (publics | privates) - [:__send__]
            abort 'too few names' if names.size < 120

            answered, undefined, refused, other = [], [], [], {}
            names.each do |name|
              case raised { answer = send_raw(front, name); answered << name; answer }
              when /\ANoMethodError: undefined method `#{Regexp.escape(name)}' for #<IEcho>\z/ then undefined << name
              when /\ANoMethodError: private method `#{Regexp.escape(name)}' called for #<IEcho>\z/ then refused << name
              else other[name] = $! unless answered.include?(name) || %i[respond_to? is_a? kind_of? instance_of?].include?(name)
              end
            end
            show answered.sort
            show raised { send_raw(front, :respond_to?) }
            show other
            show privates - refused - [:respond_to_missing?]
            show (refused - privates)
            """,
            server.Uri);

        Assert.Equal(
            """
            [:__id__, :class, :inspect, :nil?, :object_id, :to_s]
            "ArgumentError: wrong number of arguments (given 0, expected 1..2)"
            {}
            []
            []
            """,
            output);
    }

    [Theory]
    [InlineData("instance_eval", "'exit'")]
    [InlineData("instance_exec", "1")]
    [InlineData("send", ":system, 'true'")]
    [InlineData("public_send", ":system, 'true'")]
    [InlineData("method", ":system")]
    [InlineData("instance_variable_get", "'@a'")]
    [InlineData("instance_variable_set", "'@a', 1")]
    [InlineData("define_singleton_method", ":a")]
    [InlineData("extend", "Comparable")]
    [InlineData("methods", "")]
    [InlineData("GetType", "")]
    [InlineData("ToString", "")]
    [InlineData("Echo", "1")]
    [InlineData("EchoLaterAsync", "1")]
    [InlineData("get_hash_code", "")]
    public async Task A_way_to_run_code_or_look_inside_is_undefined(string method, string arguments)
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync($"puts raised {{ send_raw(front, :{method}, {arguments}) }}", server.Uri);

        Assert.Equal($"NoMethodError: undefined method `{method}' for #<IEcho>", output);
    }

    [Fact]
    public async Task A_call_of_send_closes_the_connection_without_an_answer()
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync(
            """
            puts raised { send_raw(front, :__send__, :echo, 1) }
            show front.echo(1)
            """,
            server.Uri);

        Assert.Equal("DRb::DRbConnError: connection closed\n1", output);
    }

    [Fact]
    public async Task A_server_without_a_front_refuses_in_the_name_of_nil()
    {
        await using var server = await RemoteServer.StartAsync();

        var output = await RubyProcess.RunAsync("puts raised { front.anything }", server.Uri);

        Assert.Equal("NoMethodError: undefined method `anything' for nil:NilClass", output);
    }
}
