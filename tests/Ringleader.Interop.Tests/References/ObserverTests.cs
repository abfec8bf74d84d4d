using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.References;

/// <summary>Ruby's <c>DRbObservable</c> with observers that live in .NET.</summary>
public sealed class ObserverTests
{
    [Fact]
    public async Task A_dotnet_observer_is_told_until_its_update_fails()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            require 'drb/observer'
            class Ticker
              include DRb::DRbObservable
              def tick(number)
                changed
                notify_observers('tick', number)
                count_observers
              end
            end
            serve Ticker.new
            """);
        var ticker = RemoteObject.Connect(ruby.Uri);
        var observer = new Observer();

        await ticker.CallAsync("add_observer", [observer]);
        var afterFirst = await ticker.CallAsync<int>("tick", [1]);
        var afterSecond = await ticker.CallAsync<int>("tick", [2]);
        var afterThird = await ticker.CallAsync<int>("tick", [3]);

        Assert.Equal([1, 0, 0], new[] { afterFirst, afterSecond, afterThird });
        Assert.Equal(["tick 1", "tick 2"], observer.Seen);
    }

    [Fact]
    public async Task A_dynamic_object_that_responds_to_update_is_accepted_as_an_observer()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            require 'drb/observer'
            class Ticker
              include DRb::DRbObservable
              def tick(number)
                changed
                notify_observers('tick', number)
              end
            end
            serve Ticker.new
            """);
        var ticker = RemoteObject.Connect(ruby.Uri);
        var observer = new DynamicObserver();

        await ticker.CallAsync("add_observer", [observer]);
        await ticker.CallAsync("tick", [7]);

        Assert.Equal(["update tick 7"], observer.Seen);
    }

    [Fact]
    public async Task An_object_without_update_is_refused_as_an_observer()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            require 'drb/observer'
            class Ticker
              include DRb::DRbObservable
            end
            serve Ticker.new
            """);

        var error = await Assert.ThrowsAsync<RemoteException>(async () =>
            await RemoteObject.Connect(ruby.Uri).CallAsync("add_observer", [new Echo()]));

        Assert.Equal("NoMethodError", error.RemoteType);
        Assert.Contains("`update'", error.Message, StringComparison.Ordinal);
    }

    private sealed class DynamicObserver : IDynamicRemoteObject
    {
        public List<string> Seen { get; } = [];

        public bool RespondsTo(string method) => string.Equals(method, "update", StringComparison.Ordinal);

        public ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken)
        {
            Seen.Add($"{method} {string.Join(' ', arguments)}");
            return default;
        }
    }

    [RemoteContract]
    public interface IObserver
    {
        void Update(string topic, int number);
    }

    private sealed class Observer : IObserver
    {
        public List<string> Seen { get; } = [];

        public void Update(string topic, int number)
        {
            Seen.Add($"{topic} {number}");
            if (number == 2)
            {
                throw new InvalidOperationException("enough");
            }
        }
    }
}
