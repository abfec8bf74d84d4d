using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;
using Ringleader.Testing;

namespace Ringleader.Interop.Tests.References;

/// <summary>References whose object is gone, expired, in another process, or never was.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public async Task A_collected_ruby_object_is_a_reference_error()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Item
              include DRb::DRbUndumped
              def name = 'item'
            end
            class Shelf
              def make = Item.new
              def collect
                3.times { Array.new(100_000) { +'' }; GC.start(full_mark: true, immediate_sweep: true) }
              end
            end
            serve Shelf.new
            """);
        var shelf = RemoteObject.Connect(ruby.Uri);
        var items = new List<RemoteObject>();
        for (var i = 0; i < 20; i++)
        {
            items.Add(await shelf.CallAsync<RemoteObject>("make"));
        }

        await shelf.CallAsync("collect");

        // The stack of a Ruby thread may still hold the last ones.
        var errors = new List<RemoteReferenceException>();
        foreach (var item in items)
        {
            try
            {
                await item.CallAsync("name");
            }
            catch (RemoteReferenceException error)
            {
                errors.Add(error);
            }
        }

        Assert.InRange(errors.Count, 10, 20);
        Assert.Contains(ruby.Uri, errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("recycled object", errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("'name'", errors[0].Message, StringComparison.Ordinal);
        Assert.NotNull(errors[0].Id);
    }

    [Fact]
    public async Task An_expired_reference_of_rubys_timed_converter_is_a_reference_error()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            require 'drb/timeridconv'
            DRb.install_id_conv(DRb::TimerIdConv.new(60))
            class Time
              class << self
                alias real_now now
                def now = real_now + ($passed || 0)
              end
            end
            class Item
              include DRb::DRbUndumped
              def name = 'item'
              def complain = raise('invalid reference')
            end
            class Shelf
              def make = Item.new
              def pass(seconds) = ($passed = ($passed || 0) + seconds)
            end
            serve Shelf.new
            """);
        var shelf = RemoteObject.Connect(ruby.Uri);
        var item = await shelf.CallAsync<RemoteObject>("make");
        var own = await Assert.ThrowsAsync<RemoteException>(async () => await item.CallAsync("complain"));

        // The converter keeps an object until its time has passed twice, and looks at the clock when it is used.
        await shelf.CallAsync("pass", [61]);
        await shelf.CallAsync<RemoteObject>("make");
        await shelf.CallAsync("pass", [61]);
        var expired = await Assert.ThrowsAsync<RemoteReferenceException>(async () => await item.CallAsync("name"));

        Assert.Equal("RuntimeError", own.RemoteType);
        Assert.Equal(item.Id, expired.Id);
        Assert.Contains("'name'", expired.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ruby_server_that_keeps_its_objects_for_a_time_keeps_them_for_dotnet_too()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            require 'drb/timeridconv'
            DRb.install_id_conv(DRb::TimerIdConv.new(60))
            class Item
              include DRb::DRbUndumped
              def name = 'item'
            end
            class Shelf
              def make = Item.new
              def collect = GC.start(full_mark: true, immediate_sweep: true)
            end
            serve Shelf.new
            """);
        var shelf = RemoteObject.Connect(ruby.Uri);

        var item = await shelf.CallAsync<RemoteObject>("make");
        await shelf.CallAsync("collect");

        Assert.Equal("item", await item.CallAsync<string>("name"));
    }

    [Fact]
    public async Task An_id_that_no_object_has_is_a_range_error_for_ruby()
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync(
            """
            puts raised { DRbObject.new_with(ARGV[0], 12_345).echo(1) }
            puts raised { DRbObject.new_with(ARGV[0], 'a name').echo(1) }
            puts raised { DRbObject.new_with(ARGV[0], [1, 2]).echo(1) }[/\A\w+: '[^']+' is an invalid reference/]
            show front.echo(1)
            """,
            server.Uri);

        Assert.Equal(
            """
            RangeError: '12345' is an invalid reference. It is a recycled object, or was made by another server or by this one before it was restarted. Ask the server for the object again.
            RangeError: 'a name' is an invalid reference. This server never gave out such an id. Ask the server for the object instead of making the id up.
            RangeError: 'Object[]' is an invalid reference
            1
            """,
            output);
    }

    [Fact]
    public async Task A_dotnet_reference_that_was_not_used_for_too_long_is_a_range_error_for_ruby()
    {
        var clock = new FakeTimeProvider();
        var shelf = new Shelf();
        await using var server = await RemoteServer.StartAsync(
            null, shelf, new RemoteServerOptions { ObjectIds = new TimedIdConverter(TimeSpan.FromSeconds(600), clock) });
        await using var ruby = RubyProcess.Start(
            """
            item = front.make
            show item.echo('used')
            $stdin.gets
            show item.echo('still there')
            $stdin.gets
            puts raised { item.echo('gone') }[/\A\w+: '\d+' is an invalid reference. It is a recycled object/]
            """,
            server.Uri);

        Assert.Equal("\"used\"", await ruby.ReadLineAsync());
        clock.Advance(TimeSpan.FromSeconds(599));
        Collect();
        await ruby.WriteLineAsync("on");
        Assert.Equal("\"still there\"", await ruby.ReadLineAsync());
        clock.Advance(TimeSpan.FromSeconds(601));
        clock.Advance(TimeSpan.FromSeconds(601));
        await Eventually.IsTrueAsync(() =>
        {
            Collect();
            return !shelf.IsAlive;
        });
        await ruby.WriteLineAsync("on");

        Assert.StartsWith("RangeError: '", await ruby.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_to_a_third_process_is_called_there()
    {
        await using var third = await RubyServer.StartAsync(
            """
            class Item
              include DRb::DRbUndumped
              def name = "in #{Process.pid}"
              def me = self
            end
            serve Item.new
            """);
        await using var server = await RemoteServer.StartAsync(null, new Echo());

        var output = await RubyProcess.RunAsync(
            """
            item = connect(ARGV[1]).me
            back = front.echo(item)
            show back == item
            show back.__drburi == ARGV[1]
            show back.name == item.name
            """,
            server.Uri,
            third.Uri);

        Assert.Equal("true\ntrue\ntrue", output);
    }

    [Fact]
    public async Task An_id_of_another_server_is_refused_with_its_number()
    {
        await using var one = await RemoteServer.StartAsync(null, new Shelf());
        await using var other = await RemoteServer.StartAsync(null, new Shelf());

        var output = await RubyProcess.RunAsync(
            """
            item = front.make
            foreign = DRbObject.new_with(ARGV[1], item.__drbref)
            show raised { foreign.echo(1) }.start_with?("RangeError: '#{item.__drbref}' is an invalid reference.")
            """,
            one.Uri,
            other.Uri);

        Assert.Equal("true", output);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    [RemoteContract]
    public interface IShelf
    {
        IEcho Make();
    }

    private sealed class Shelf : IShelf
    {
        private readonly WeakReference<object> _last = new(new object());

        public bool IsAlive => _last.TryGetTarget(out _);

        public IEcho Make()
        {
            var made = new Echo();
            _last.SetTarget(made);
            return made;
        }
    }
}
