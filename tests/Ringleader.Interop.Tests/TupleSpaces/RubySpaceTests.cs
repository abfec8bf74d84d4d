using System.Diagnostics;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;
using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>A space in a Ruby process whose keeper looks once a minute, as it does unless told otherwise.</summary>
public sealed class RubySpaceTests
{
    private const string Server = "require 'space'; serve CountingSpace.new";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Time_outs_are_answered_when_they_are_due()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        await using var space = RemoteTupleSpace.Connect(ruby.Uri);
        await space.CountAsync(["warm", null]);
        var late = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            var wait = TimeSpan.FromMilliseconds(100);
            var started = Stopwatch.GetTimestamp();
            Assert.Null(await space.TryTakeAsync(["job", null], wait));
            late.Add(Stopwatch.GetElapsedTime(started) - wait);
            started = Stopwatch.GetTimestamp();
            Assert.Null(await space.TryReadAsync(["job", null], wait));
            late.Add(Stopwatch.GetElapsedTime(started) - wait);
        }

        Assert.True(late.Min() < TimeSpan.FromMilliseconds(20), string.Join(", ", late));
        await Eventually.IsTrueAsync(async () => await space.Target.CallAsync<int>("waiting") == 0);
    }

    [Fact]
    public async Task A_watch_ends_when_its_time_is_over_and_leaves_no_notifier_behind()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        await using var space = RemoteTupleSpace.Connect(ruby.Uri);
        await using (var watch = await space.WatchAsync(["job", null], lifetime: TimeSpan.FromMilliseconds(100)))
        {
            var last = await watch.NextAsync().AsTask().WaitAsync(Patience);
            Assert.Equal(TupleEventKinds.Close, last!.Kind);
        }

        await using (await space.WatchAsync(["job", null]))
        {
            Assert.Equal(1, await space.Target.CallAsync<int>("notifiers"));
        }

        await Eventually.IsTrueAsync(async () => await space.Target.CallAsync<int>("notifiers") == 0);
    }

    [Fact]
    public async Task A_cancelled_take_leaves_no_waiter_and_no_tuple_is_lost()
    {
        const int seed = 8215;
        var random = new Random(seed);
        await using var ruby = await RubyServer.StartAsync(Server);
        await using var space = RemoteTupleSpace.Connect(ruby.Uri);
        var taken = 0;
        for (var i = 0; i < 100; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var take = space.TryTakeAndCommitAsync(["job", null], Patience, cancellation.Token).AsTask();
            var write = space.WriteAsync(["job", i]).AsTask();
            await Task.Delay(TimeSpan.FromMicroseconds(random.Next(3000)));
            await cancellation.CancelAsync();
            try
            {
                taken += await take is null ? 0 : 1;
            }
            catch (OperationCanceledException)
            {
                // Then the tuple is still there.
            }

            await write;
        }

        Assert.True(taken + await space.CountAsync(["job", null]) == 100, $"seed {seed}: {taken} were taken");
        await Eventually.IsTrueAsync(async () => await space.Target.CallAsync<int>("waiting") == 0);
    }

    [Fact]
    public async Task A_returned_tuple_is_written_again_and_replacing_is_refused()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        await using var space = RemoteTupleSpace.Connect(ruby.Uri);
        await space.WriteAsync(["job", 1]);
        await using (var taken = await space.TakeAsync(["job", null]))
        {
            Assert.Equal(0, await space.CountAsync(["job", null]));
            await Assert.ThrowsAsync<NotSupportedException>(async () => await taken.ReplaceAsync(["job", 2]));
        }

        Assert.Equal(1, await space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task A_ruby_process_that_dies_while_a_call_waits_is_noticed_at_once()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        await using var space = RemoteTupleSpace.Connect(ruby.Uri);
        await using var watch = await space.WatchAsync(["job", null]);
        var take = space.TryTakeAsync(["job", null], Timeout.InfiniteTimeSpan).AsTask();
        var next = watch.NextAsync().AsTask();
        await Eventually.IsTrueAsync(async () => await space.Target.CallAsync<int>("waiting") == 1);

        await ruby.Process.KillAsync();

        await Assert.ThrowsAsync<RemotingConnectionException>(() => take.WaitAsync(Patience));
        await Assert.ThrowsAsync<RemotingConnectionException>(() => next.WaitAsync(Patience));
    }

    [Fact]
    public async Task Objects_of_this_process_travel_as_references_inside_of_tuples()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            require 'space'
            class Asking < CountingSpace
              def ask = read(['echo', nil])[1].echo('from ruby')
            end
            serve Asking.new
            """);
        await using var space = RemoteTupleSpace.Connect(ruby.Uri);
        await space.WriteAsync(["echo", new Echo()]);

        Assert.Equal("from ruby", await space.Target.CallAsync<string>("ask"));
    }
}
