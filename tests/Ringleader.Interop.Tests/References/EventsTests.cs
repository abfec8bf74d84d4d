using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.References;

/// <summary>Events over the wire: <c>on_x</c> and <c>off_x</c> with a block or a Proc.</summary>
public sealed class EventsTests
{
    [Fact]
    public async Task A_ruby_block_and_a_ruby_proc_hear_the_events_of_a_dotnet_object_until_they_are_taken_off()
    {
        var clock = new Clock();
        await using var server = await RemoteServer.StartAsync(null, clock);
        await using var ruby = RubyProcess.Start(
            """
            seen = Queue.new
            by_block = proc { |hour, text| seen << "block #{hour} #{text}" }
            by_proc = proc { |hour, text| seen << "proc #{hour} #{text}" }
            front.on_struck(&by_block)
            front.on_struck(by_proc)
            puts 'subscribed'
            puts [seen.pop, seen.pop].sort
            front.off_struck(by_proc)
            puts 'off'
            puts seen.pop
            puts seen.empty?
            """,
            server.Uri);

        Assert.Equal("subscribed", await ruby.ReadLineAsync());
        clock.Strike(1);
        Assert.Equal("block 1 one", await ruby.ReadLineAsync());
        Assert.Equal("proc 1 one", await ruby.ReadLineAsync());
        Assert.Equal("off", await ruby.ReadLineAsync());
        Assert.Equal(1, clock.Subscribers);
        clock.Strike(2);

        Assert.Equal("block 2 two\ntrue", await ruby.ReadToEndAsync());
    }

    [Fact]
    public async Task A_dead_subscriber_is_dropped_at_the_next_event_and_holds_up_nobody()
    {
        var clock = new Clock();
        await using var server = await RemoteServer.StartAsync(null, clock);
        await using var ruby = RubyProcess.Start("front.on_struck { |hour, _| puts hour }; puts 'subscribed'; sleep", server.Uri);
        Assert.Equal("subscribed", await ruby.ReadLineAsync());
        clock.Strike(1);
        Assert.Equal("1", await ruby.ReadLineAsync());

        await ruby.KillAsync();
        clock.Strike(2);

        await Eventually.IsTrueAsync(() => clock.Subscribers == 0);
        clock.Strike(3);
        Assert.Equal("true", await RubyProcess.RunAsync("show front.running?", server.Uri));
    }

    [Fact]
    public async Task Events_reach_ruby_in_their_order()
    {
        var clock = new Clock();
        await using var server = await RemoteServer.StartAsync(null, clock);
        await using var ruby = RubyProcess.Start(
            "seen = Queue.new; front.on_struck { |hour, _| seen << hour }; puts 'subscribed'; show Array.new(200) { seen.pop } == (0...200).to_a",
            server.Uri);
        Assert.Equal("subscribed", await ruby.ReadLineAsync());

        for (var hour = 0; hour < 200; hour++)
        {
            clock.Strike(hour);
        }

        Assert.Equal("true", await ruby.ReadToEndAsync());
    }

    [Fact]
    public async Task A_dotnet_handler_hears_a_ruby_server_that_keeps_procs()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Clock
              def initialize = @handlers = []
              def on_struck(&block)
                @handlers << block
                nil
              end
              def off_struck = nil
              # A block arrives as another Proc each time, so a server finds out who is gone by calling.
              def strike(hour)
                @handlers.select! { |handler| (handler.call(hour, hour.to_s); true) rescue false }
                @handlers.size
              end
              def running? = true
            end
            serve Clock.new
            """);
        await using var client = new RemotingClient();
        var clock = client.Connect<IClock>(ruby.Uri);
        var seen = new List<string>();
        Action<int, string> first = (hour, text) => seen.Add($"first {hour} {text}");
        Action<int, string> second = (hour, _) => seen.Add($"second {hour}");

        clock.Struck += first;
        clock.Struck += second;
        await RemoteObject.Of(clock).CallAsync("strike", [1]);
        clock.Struck -= first;
        var left = await RemoteObject.Of(clock).CallAsync<int>("strike", [2]);

        Assert.Equal(1, left);
        Assert.Equal(["first 1 1", "second 1", "second 2"], seen);
    }

    [RemoteContract]
    public interface IClock
    {
        event Action<int, string> Struck;

        bool IsRunning { get; }
    }

    private sealed class Clock : IClock
    {
        public event Action<int, string>? Struck;

        public bool IsRunning => true;

        public int Subscribers => Struck?.GetInvocationList().Length ?? 0;

        public void Strike(int hour) => Struck?.Invoke(hour, hour switch { 1 => "one", 2 => "two", _ => "many" });
    }
}
