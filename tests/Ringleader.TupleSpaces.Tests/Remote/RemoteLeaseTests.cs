using Ringleader.Remoting;
using Ringleader.Testing;
using Ringleader.TupleSpaces.Remote;

namespace Ringleader.TupleSpaces.Tests.Remote;

/// <summary>Tuples that takers in other processes hold.</summary>
public sealed class RemoteLeaseTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly RemoteTupleSpaceOptions ShortLease = new() { TakeLease = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task A_lease_is_renewed_for_as_long_as_its_holder_lives()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri, ShortLease);
        await space.WriteAsync(["job", 1]);
        await using var taken = await space.TakeAsync(["job", null]);

        await Task.Delay(ShortLease.TakeLease * 2.5);

        Assert.Null(await server.Space.TryReadAsync(["job", null]));
        Assert.False(taken.LeaseLost.IsCancellationRequested);
        await taken.CommitAsync();
        Assert.Equal(0, await server.Space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task A_tuple_comes_back_when_its_taker_is_silent()
    {
        var clock = new FakeTimeProvider();
        await using var inner = new TupleSpace(new TupleSpaceOptions { TimeProvider = clock });
        await using var server = await TupleSpaceServer.StartAsync(space: inner);
        await using var client = new RemotingClient();
        var taker = client.Connect<ILeasingSpace>(server.Uri);
        await inner.WriteAsync(["job", 1]);

        var answer = await taker.TakeLeaseAsync(new object?[] { "job", null }, 0, leaseSeconds: 10);
        var lease = Assert.IsType<long>(answer![0]);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(await taker.ExtendLeasesAsync([lease], 10));
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, await inner.CountAsync(["job", null]));
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, await inner.CountAsync(["job", null]));
        Assert.Equal([lease], await taker.ExtendLeasesAsync([lease], 10));
        Assert.False(await taker.CommitLeaseAsync(lease));
        Assert.Null(await taker.ReplaceLeaseAsync(lease, new object?[] { "done", 1 }));
        Assert.Equal(0, await inner.CountAsync(["done", null]));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_may_be_repeated()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var client = new RemotingClient();
        var taker = client.Connect<ILeasingSpace>(server.Uri);
        await server.Space.WriteAsync(["job", 1]);
        await server.Space.WriteAsync(["job", 2]);
        var first = (long)(await taker.TakeLeaseAsync(new object?[] { "job", null }, 0, 10))![0]!;
        var second = (long)(await taker.TakeLeaseAsync(new object?[] { "job", null }, 0, 10))![0]!;

        Assert.True(await taker.CommitLeaseAsync(first));
        Assert.True(await taker.CommitLeaseAsync(first));
        await taker.ReturnLeaseAsync(first);
        var entry = await taker.ReplaceLeaseAsync(second, new object?[] { "done", 2 });
        Assert.NotNull(entry);
        Assert.Equal(entry, await taker.ReplaceLeaseAsync(second, new object?[] { "done", 2 }));

        Assert.Equal(0, await server.Space.CountAsync(["job", null]));
        Assert.Equal(1, await server.Space.CountAsync(["done", null]));
    }

    [Fact]
    public async Task A_holder_that_is_cut_off_is_told_so_before_its_lease_ends()
    {
        var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri, ShortLease);
        await space.WriteAsync(["job", 1]);
        await using var taken = await space.TakeAsync(["job", null]);
        var lost = new TaskCompletionSource();
        await using var registration = taken.LeaseLost.Register(lost.SetResult);

        await server.DisposeAsync();

        await lost.Task.WaitAsync(Patience);
        await Assert.ThrowsAsync<RemotingConnectionException>(async () => await taken.CommitAsync());
    }

    [Fact]
    public async Task Settling_a_lost_lease_says_so_and_changes_nothing()
    {
        var clock = new FakeTimeProvider();
        await using var inner = new TupleSpace(new TupleSpaceOptions { TimeProvider = clock });
        await using var server = await TupleSpaceServer.StartAsync(space: inner);
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await space.WriteAsync(["job", 1]);
        await space.WriteAsync(["job", 2]);
        await using var first = await space.TakeAsync(["job", null]);
        await using var second = await space.TakeAsync(["job", null]);

        clock.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<LeaseLostException>(async () => await first.CommitAsync());
        await Assert.ThrowsAsync<LeaseLostException>(async () => await second.ReplaceAsync(["done", 2]));
        Assert.Equal(2, await inner.CountAsync(["job", null]));
        Assert.Equal(0, await inner.CountAsync(["done", null]));
    }

    [Fact]
    public async Task Settling_twice_is_refused_and_disposing_again_does_nothing()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await space.WriteAsync(["job", 1]);
        await using var taken = await space.TakeAsync(["job", null]);

        await taken.CommitAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await taken.CommitAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await taken.ReplaceAsync(["job", 2]));
        await taken.ReturnAsync();
        await taken.DisposeAsync();
        Assert.Equal(0, await server.Space.CountAsync([null, null]));
    }

    [Fact]
    public async Task Disposing_the_client_gives_back_what_it_holds()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await server.Space.WriteAsync(["job", 1]);
        ITakenTuple taken;
        await using (var space = RemoteTupleSpace.Connect(server.Uri))
        {
            taken = await space.TakeAsync(["job", null]);
        }

        Assert.Equal(1, await server.Space.CountAsync(["job", null]));
        Assert.True(taken.LeaseLost.IsCancellationRequested);
    }

    [Fact]
    public async Task Stopping_the_server_gives_back_what_its_clients_hold()
    {
        await using var inner = new TupleSpace();
        await inner.WriteAsync(["job", 1]);
        var server = await TupleSpaceServer.StartAsync(space: inner);
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await space.TakeAsync(["job", null]);
        Assert.Equal(0, await inner.CountAsync(["job", null]));

        await server.DisposeAsync();

        Assert.Equal(1, await inner.CountAsync(["job", null]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1e12)]
    public async Task A_lease_of_no_sensible_length_is_refused(double seconds)
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var client = new RemotingClient();
        var taker = client.Connect<ILeasingSpace>(server.Uri);
        await server.Space.WriteAsync(["job", 1]);

        var error = await Assert.ThrowsAsync<RemoteException>(async () => await taker.TakeLeaseAsync(new object?[] { "job", null }, 0, seconds));

        Assert.Equal("ArgumentError", error.RemoteType);
        Assert.Equal(1, await server.Space.CountAsync(["job", null]));
    }
}
