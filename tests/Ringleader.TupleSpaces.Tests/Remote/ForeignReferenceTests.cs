using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Tests.Remote;

/// <summary>References to a guarded server of the process, in tuples, templates and arguments of a space's peers.</summary>
public sealed class ForeignReferenceTests : IAsyncLifetime
{
    private readonly RemotingClient _client = new();
    private RemoteServer? _guarded;
    private TupleSpaceServer? _space;

    private RemoteServer Guarded => _guarded!; // set in InitializeAsync

    private TupleSpaceServer Space => _space!; // set in InitializeAsync

    public async ValueTask InitializeAsync()
    {
        _guarded = await RemoteServer.StartAsync(
            front: new Greeter(), options: new RemoteServerOptions { AccessControl = AccessControlList.Parse("deny all") });
        _space = await TupleSpaceServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Space.DisposeAsync();
        await Guarded.DisposeAsync();
    }

    [Fact]
    public async Task A_reference_that_is_written_is_read_back_as_it_was_written()
    {
        var space = _client.Connect(Space.Uri);
        RemoteObject[] references = [_client.ReferenceTo(Guarded.Uri, null), Guarded.ReferenceTo(new Greeter()), _client.ReferenceTo(Guarded.Uri, new RubyUriOption("x"))];
        foreach (var reference in references)
        {
            await space.CallAsync("write", [new object?[] { "secret", reference, new object?[] { reference } }]);

            var read = Assert.IsType<object?[]>(await space.CallAsync("read", [new object?[] { "secret", null, null }, 0]));
            Assert.Equal(reference, read[1]);
            Assert.Equal([reference], Assert.IsType<object?[]>(read[2]));
            var all = Assert.IsType<object?[]>(await space.CallAsync("read_all", [new object?[] { "secret", null, null }]));
            Assert.Equal(reference, Assert.IsType<object?[]>(Assert.Single(all))[1]);
            Assert.Equal(reference, Assert.IsType<object?[]>(await space.CallAsync("take", [new object?[] { "secret", reference, null }, 0]))[1]);
        }
    }

    [Fact]
    public async Task An_object_that_the_process_wrote_itself_is_exported_by_the_space()
    {
        var greeter = new Greeter();
        await Space.Space.WriteAsync(SpaceTuple.Create("greeter", greeter));
        var space = _client.Connect(Space.Uri);

        var read = Assert.IsType<object?[]>(await space.CallAsync("take", [new object?[] { "greeter", null }, 0]));
        var reference = Assert.IsType<RemoteObject>(read[1]);
        await space.CallAsync("write", [read]);

        Assert.Equal(Space.Uri, reference.Uri);
        var back = await Space.Space.TryTakeAsync(Template.Create("greeter", null), TimeSpan.Zero);
        Assert.Same(greeter, back!.Tuple[1]);
    }
}
