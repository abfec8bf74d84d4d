using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.Testing;
using Ringleader.TupleSpaces.Remote;
using Ringleader.TupleSpaces.Remote.Client;

namespace Ringleader.TupleSpaces.Tests.Remote;

/// <summary>How calls of a remote space travel.</summary>
public sealed class RemoteCallTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_wait_may_be_longer_than_any_call()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        var options = new RemoteTupleSpaceOptions { Remoting = new RemotingClientOptions { CallTimeout = TimeSpan.FromMilliseconds(400) } };
        await using var space = RemoteTupleSpace.Connect(server.Uri, options);
        var read = space.TryReadAsync(["job", null], Timeout.InfiniteTimeSpan).AsTask();
        var take = space.TryTakeAsync(["job", null], Patience).AsTask();

        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(read.IsCompleted || take.IsCompleted);
        await Eventually.IsTrueAsync(() => server.Space.WaiterCount == 2);
        await server.Space.WriteAsync(["job", 1]);

        Assert.NotNull(await take.WaitAsync(Patience));
        await (await take)!.ReturnAsync();
        Assert.NotNull(await read.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_server_that_goes_while_a_call_waits_is_noticed_at_once()
    {
        var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        var take = space.TryTakeAsync(["job", null], Timeout.InfiniteTimeSpan).AsTask();
        await Eventually.IsTrueAsync(() => server.Space.WaiterCount == 1);

        await server.DisposeAsync();

        await Assert.ThrowsAsync<RequestCanceledException>(() => take.WaitAsync(Patience));
        await Assert.ThrowsAsync<RemotingConnectionException>(async () => await space.TryReadAsync(["job", null]));
    }

    [Fact]
    public async Task Objects_of_this_process_travel_as_references_inside_of_tuples()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var writer = RemoteTupleSpace.Connect(server.Uri);
        var service = new Greeter();
        await writer.WriteAsync(["service", service, "remote"]);
        await server.Space.WriteAsync(["service", service, "local"]);
        await using var client = new RemotingClient();
        var front = client.Connect(server.Uri);

        var tuples = await front.CallAsync<object?[]>("read_all", [new object?[] { "service", null, null }]);

        Assert.All(tuples, tuple => Assert.IsType<RemoteObject>(((object?[])tuple!)[1]));

        // The writer recognises the object that it passed out: it came by itself, not as a part of a collection.
        Assert.Same(service, (await writer.TryReadAsync(Template.Create("service", null, "remote"), TimeSpan.Zero))![1]);
    }

    [Fact]
    public async Task The_reference_of_an_entry_is_the_id_that_the_space_gave_it()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        var local = (TupleEntry)await server.Space.WriteAsync(["job", 1]);
        await using var client = new RemotingClient();
        var entry = client.ReferenceTo(server.Uri, local.Id);

        Assert.True(await entry.CallAsync<bool>("alive?"));
        Assert.True(await entry.CallAsync<bool>("cancel"));
        Assert.Equal(0, await server.Space.CountAsync(["job", null]));
        await Assert.ThrowsAsync<RemoteReferenceException>(async () => await entry.CallAsync("alive?"));
    }

    [Fact]
    public async Task A_space_may_be_reached_over_tls()
    {
        await using var server = await TupleSpaceServer.StartAsync("drbssl://localhost:0");
        var trust = new RemoteTlsOptions { CertificateAuthorities = [server.Server.Certificate!] };
        await using var space = RemoteTupleSpace.Connect(server.Uri, new RemoteTupleSpaceOptions { Remoting = new RemotingClientOptions { Tls = trust } });
        await using var stranger = RemoteTupleSpace.Connect(server.Uri);
        await space.WriteAsync(["job", 1]);

        await using (var taken = await space.TakeAsync(["job", null]))
        {
            await taken.CommitAsync();
        }

        Assert.Equal(0, await server.Space.CountAsync([null, null]));
        await Assert.ThrowsAsync<RemotingConnectionException>(async () => await stranger.WriteAsync(["job", 2]));
    }

    [Fact]
    public async Task A_space_may_be_reached_by_its_reference()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Of(server.Reference);

        await space.WriteAsync(["job", 1]);

        Assert.Equal(1, await server.Space.CountAsync(["job", null]));
        Assert.Equal(server.Uri, space.Target.Uri);
    }

    [Fact]
    public async Task Patterns_travel_and_predicates_are_refused()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri);
        await space.WriteAsync(["n", 5]);
        await space.WriteAsync(["n", 50]);
        await space.WriteAsync(["n", "text"]);
        await space.WriteAsync(["n", RubySymbol.Of("text")]);

        Assert.Equal(2, await space.CountAsync(["n", Field.OfType<int>()]));
        Assert.Equal(1, await space.CountAsync(["n", Field.Between(1, 10)]));
        Assert.Equal(2, await space.CountAsync(["n", Field.Matching("^te")]));
        Assert.Equal(1, await space.CountAsync(["n", Field.OfType<string>()]));
        await Assert.ThrowsAsync<InvalidTupleException>(async () => await space.CountAsync(["n", Field.Where<int>(n => n > 1)]));
    }

    [Fact]
    public async Task An_invalid_tuple_is_refused_as_in_process()
    {
        await using var server = await TupleSpaceServer.StartAsync();
        await using var space = RemoteTupleSpace.Connect(server.Uri);

        await Assert.ThrowsAsync<InvalidTupleException>(async () => await space.WriteAsync(SpaceTuple.Create(new object?[5000])));
        Assert.Equal(0, await space.CountAsync([null]));
    }

    [Fact]
    public async Task A_renewer_is_kept_while_it_may_be_asked_and_no_longer()
    {
        var clock = new FakeTimeProvider();
        var renewers = new LentRenewers(clock);
        var simple = (IRindaRenewer)renewers.ToWire(Lifetime.RenewedBy(new SimpleRenewer(TimeSpan.FromHours(1))), ["job"])!;

        Assert.Equal(3600.0, await simple.RenewAsync());
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, renewers.Count);
        Assert.Equal(3600.0, await simple.RenewAsync());
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, renewers.Count);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, renewers.Count);
    }
}
