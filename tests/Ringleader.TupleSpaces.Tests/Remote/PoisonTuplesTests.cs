using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Remote;

namespace Ringleader.TupleSpaces.Tests.Remote;

/// <summary>What was accepted can be sent to everybody, and what cannot be sent is not lost.</summary>
public sealed class PoisonTuplesTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    public async Task A_tuple_is_refused_when_it_is_written_or_can_be_read_by_every_call(int depth)
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var client = new RemotingClient(new RemotingClientOptions { Marshal = new MarshalOptions { MaxDepth = 100 } });
        await using var reader = new RemotingClient();
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await using var watch = await space.WatchAsync(Template.Create([null, null]), TupleEventKinds.Write);
        await server.Space.WriteAsync(["good", 1]);
        object? nested = 1L;
        for (var i = 2; i < depth; i++)
        {
            nested = new[] { nested };
        }

        var isWritten = true;
        try
        {
            await client.Connect(server.Uri).CallAsync("write", [new[] { "deep", nested }]);
        }
        catch (RingleaderException)
        {
            isWritten = false;
        }

        var all = await reader.Connect<IRindaSpace>(server.Uri).ReadAllAsync(new object?[] { null, null });
        Assert.Equal(isWritten ? 2 : 1, all.Length);
        Assert.Equal(isWritten ? 1 : 0, (await space.TakeAllAsync(["deep", null])).Count);
        for (var i = 0; i < all.Length; i++)
        {
            Assert.Equal(TupleEventKinds.Write, (await watch.NextAsync())!.Kind);
        }

        Assert.Equal(depth <= 63, isWritten);
    }

    [Fact]
    public async Task A_tuple_that_this_process_wrote_and_that_has_no_form_is_left_out_and_stays()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await using var client = new RemotingClient();
        await using var watch = await space.WatchAsync(Template.Create([null, null]), TupleEventKinds.Write);
        await server.Space.WriteAsync(["bad", "half \ud800"]);
        await server.Space.WriteAsync(["good", 1]);

        Assert.Equal("good", Assert.Single(await space.ReadAllAsync([null, null]))[0]);
        Assert.Equal("good", Assert.Single(await space.TakeAllAsync([null, null]))[0]);
        await Assert.ThrowsAnyAsync<RingleaderException>(async () => await space.TryTakeAndCommitAsync(["bad", null]));
        await Assert.ThrowsAnyAsync<RingleaderException>(async () => await space.TryTakeAsync(["bad", null]));
        await Assert.ThrowsAnyAsync<RingleaderException>(async () => await client.Connect<IRindaSpace>(server.Uri).TakeAsync(new object?[] { "bad", null }));
        await Eventually.IsTrueAsync(async () => await server.Space.CountAsync(["bad", null]) == 1);
        Assert.Equal((TupleEventKinds.Lost, 1L), (await watch.NextAsync() is { } lost ? (lost.Kind, lost.LostCount) : default));
        Assert.Equal("good", (await watch.NextAsync())!.Tuple![0]);
    }

    [Fact]
    public async Task A_reference_in_a_tuple_does_not_lift_the_limits()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var client = new RemotingClient(new RemotingClientOptions { Marshal = new MarshalOptions { MaxDepth = 100 } });
        var space = client.Connect(server.Uri);
        object? nested = client.ReferenceTo("druby://127.0.0.1:1", 5L);
        await space.CallAsync("write", [new[] { "flat", nested }]);
        for (var i = 0; i < 60; i++)
        {
            nested = new[] { nested };
        }

        var error = await Assert.ThrowsAnyAsync<RingleaderException>(
            async () => await space.CallAsync("write", [new[] { "deep", nested, client.ReferenceTo("druby://127.0.0.1:1", 6L) }]));

        Assert.Contains("could not be sent back", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Space.TupleCount);
    }

    [Fact]
    public async Task A_tuple_that_spells_out_more_than_it_sent_is_refused()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var client = new RemotingClient();
        var text = new RubyString(new byte[1_000_000], "UTF-8");
        object?[] tuple = ["linked", .. Enumerable.Repeat<object?>(text, 100)];

        var error = await Assert.ThrowsAnyAsync<RingleaderException>(async () => await client.Connect(server.Uri).CallAsync("write", [tuple]));

        Assert.Contains("could not be sent back", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Space.TupleCount);
    }

    [Fact]
    public async Task A_taken_tuple_is_gone_for_everybody_once_it_has_arrived()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await using var other = RemoteTupleSpace.Connect(server.Uri);
        for (var i = 0; i < 200; i++)
        {
            var entry = await space.WriteAsync(["job", i]);
            Assert.NotNull(await other.TryTakeAndCommitAsync(["job", i]));
            Assert.Equal(TupleEntryState.Gone, await entry.GetStateAsync());
        }

        await Eventually.IsTrueAsync(() => server.Space.TupleCount == 0);
    }
}
