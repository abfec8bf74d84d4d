using Ringleader.Conformance.Services;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.Services.Registry;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Tests.Registry;

public sealed class ServiceTupleTests : IAsyncLifetime
{
    private static readonly RubySymbol Head = RubySymbol.Of("name");
    private static readonly RubySymbol Name = RubySymbol.Of("greeter");
    private static readonly DrbReference Reference = new("druby://127.0.0.1:9", 5L);
    private readonly RemotingClient _client = new();
    private RemoteServer _server = null!; // made in InitializeAsync

    public static TheoryData<SpaceTuple> Strange =>
    [
        SpaceTuple.Create(Head, Name, Reference),
        SpaceTuple.Create("name", Name, Reference, "x"),
        SpaceTuple.Create(Head, "greeter", Reference, "x"),
        SpaceTuple.Create(Head, Name, null, "x"),
        SpaceTuple.Create(Head, Name, "by value", "x"),
        SpaceTuple.Create(Head, Name, 5L, "x"),
        SpaceTuple.Create(Head, Name, new object?[] { 1L }, "x"),
        SpaceTuple.Create(Head, Name, new DrbReference("http://evil", 5L), "x"),
        SpaceTuple.Create(Head, Name, new DrbReference("", 5L), "x"),
        SpaceTuple.WithKeys(("name", 1L), ("b", 2L), ("c", 3L), ("d", 4L)),
    ];

    public async ValueTask InitializeAsync() => _server = await RemoteServer.StartAsync();

    [Theory]
    [MemberData(nameof(Strange), DisableDiscoveryEnumeration = true)]
    public void What_is_no_registration_is_passed_over(SpaceTuple tuple)
    {
        Assert.False(ServiceTuple.TryRead(tuple, _client, _server, out var provider));
        Assert.Null(provider);
    }

    [Fact]
    public void A_registration_is_read_whatever_its_description_is()
    {
        object?[] descriptions = ["host_1", new RubyString("host_1"u8, "Shift_JIS"), "host_1"u8.ToArray(), Name, null, 5L, new object?[] { 1L }];

        var texts = descriptions.Select(description => Read([Head, Name, Reference, description]).Registration.Description);

        Assert.Equal(["host_1", "host_1", "host_1", "greeter", "", "", ""], texts);
    }

    [Fact]
    public void A_class_has_its_application_at_the_head()
    {
        var registration = Read([RubySymbol.Of("people"), RubySymbol.Of("User"), Reference, "User Service"]).Registration;

        Assert.Equal(("people", "User", "User Service"), (registration.Application, registration.Name, registration.Description));
        Assert.Equal(("druby://127.0.0.1:9", (object?)5L), (registration.Uri, registration.Target.Id));
        Assert.Null(registration.Identity);
    }

    [Fact]
    public void An_object_of_this_process_is_itself()
    {
        var greeter = new Greeter("Hello");

        var provider = Read([Head, Name, greeter, "x"]);

        Assert.Same(greeter, provider.As<IGreeter>());
        Assert.Equal(_server.Uri, provider.Registration.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    private Provider Read(SpaceTuple tuple)
    {
        Assert.True(ServiceTuple.TryRead(tuple, _client, _server, out var provider));
        return provider;
    }
}
