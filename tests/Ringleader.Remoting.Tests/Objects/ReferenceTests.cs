using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Objects;

/// <summary>What goes by value, what by reference, and what a reference does when it is used or comes home.</summary>
public sealed class ReferenceTests : IAsyncLifetime
{
    private readonly Border _border = new();
    private readonly Gallery _gallery = new();
    private readonly RemotingClient _client = new();
    private RemoteServer? _server;
    private IGallery? _remote;

    private IGallery Remote => _remote!; // set in InitializeAsync

    private RemoteObject Untyped => RemoteObject.Of(Remote);

    public async ValueTask InitializeAsync()
    {
        _server = await RemoteServer.StartAsync(front: _gallery);
        _remote = _client.Connect<IGallery>(_border.Before(_server));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server!.DisposeAsync();
        _border.Dispose();
    }

    [Fact]
    public void An_object_of_a_contract_travels_by_reference_and_is_called_where_it_lives()
    {
        var picture = Remote.Open("Sunrise");

        picture.Title = "Sunset";

        Assert.Equal("Sunset", _gallery.Original.Title);
        Assert.Equal("Sunset", picture.Title);
        Assert.IsNotType<Picture>(picture);
    }

    [Fact]
    public void A_reference_that_comes_home_is_the_original_object()
    {
        var picture = Remote.Open("Sunrise");

        Assert.True(Remote.IsOriginal(picture));
        Assert.False(Remote.IsOriginal(Remote.Open("copy")));
    }

    [Fact]
    public void References_to_one_object_are_equal_and_to_others_are_not()
    {
        var picture = Remote.Open("Sunrise");
        var again = Remote.Open("Sunrise");
        var other = Remote.Open("other");

        Assert.Equal(picture, again);
        Assert.Equal(picture.GetHashCode(), again.GetHashCode());
        Assert.Equal(RemoteObject.Of(picture), RemoteObject.Of(again));
        Assert.NotEqual(picture, other);
        Assert.Equal($"{Untyped.Uri} #{RemoteObject.Of(picture).Id}", picture.ToString());
    }

    [Fact]
    public async Task An_object_of_this_process_is_called_back_where_it_lives()
    {
        Assert.Equal("mine", await Remote.TitleOfAsync(new Picture { Title = "mine" }));
    }

    [Fact]
    public async Task An_object_that_went_out_comes_home_as_itself()
    {
        var mine = new Picture { Title = "mine" };

        Assert.Equal(nameof(RemoteObject), Remote.Keep(mine));
        var back = Remote.Kept();

        Assert.Same(mine, back);
        Assert.Same(mine, await Untyped.CallAsync("kept"));
    }

    [Fact]
    public async Task A_registered_type_travels_by_value()
    {
        var arrived = await Untyped.CallAsync<string>("keep", [new PictureFrame(30, "gold")]);

        Assert.Equal(nameof(PictureFrame), arrived);
        Assert.Equal(new PictureFrame(30, "gold"), _gallery.KeptValue);
        Assert.Equal(new PictureFrame(30, "gold"), Remote.Kept());
    }

    [Fact]
    public void A_class_marked_by_reference_is_not_copied()
    {
        var sculpture = new Sculpture();

        Assert.Equal(nameof(RemoteObject), Remote.Keep(sculpture));
        Assert.Same(sculpture, Remote.Kept());
    }

    [Fact]
    public async Task An_array_with_a_member_that_stays_travels_as_one_reference_whose_members_are_asked_for()
    {
        object?[] mixed = ["text", 2, new Picture { Title = "stays" }];

        Assert.Equal(nameof(RemoteObject), Remote.Keep(mixed));
        var there = Assert.IsType<RemoteObject>(_gallery.KeptValue);

        Assert.Equal(3L, await there.CallAsync("size"));
        Assert.Equal("text", await there.CallAsync("[]", [0]));
        Assert.Equal(2L, await there.CallAsync("at", [1]));
        Assert.Null(await there.CallAsync("[]", [9]));
        Assert.Equal("stays", await Assert.IsType<RemoteObject>(await there.CallAsync("[]", [-1])).CallAsync("title"));
        var members = Assert.IsType<object?[]>(await there.CallAsync("to_a"));
        Assert.Equal(["text", 2L], members[..2]);
        Assert.IsType<RemoteObject>(members[2]);
        Assert.Same(mixed, Remote.Kept());
    }

    [Fact]
    public async Task A_dictionary_with_a_member_that_stays_is_asked_for_its_entries()
    {
        var mixed = new Dictionary<string, object?> { ["a"] = 1, ["picture"] = new Picture { Title = "stays" } };

        Remote.Keep(mixed);
        var there = Assert.IsType<RemoteObject>(_gallery.KeptValue);

        Assert.Equal(2L, await there.CallAsync("size"));
        Assert.Equal(1L, await there.CallAsync("[]", ["a"]));
        Assert.Equal(true, await there.CallAsync("key?", ["picture"]));
        Assert.Equal(["a", "picture"], Assert.IsType<object?[]>(await there.CallAsync("keys")));
    }

    [Fact]
    public async Task An_object_of_a_class_that_was_not_registered_passes_through_unchanged()
    {
        var unknown = new RubyObject("Nowhere::Known");
        unknown.Variables.Add("@a", 1);
        unknown.Variables.Add("@b", new object?[] { "x", null });

        await Untyped.CallAsync("keep", [unknown]);
        var back = Assert.IsType<RubyObject>(await Untyped.CallAsync("kept"));

        Assert.Equal(RubyMarshal.Dump(unknown), RubyMarshal.Dump(back));
    }

    [Fact]
    public async Task A_type_that_can_travel_neither_way_is_an_error_before_the_call_is_sent()
    {
        var error = await Assert.ThrowsAsync<MarshalException>(async () => await Untyped.CallAsync("keep", [new Version[1, 1]]));

        Assert.Null(_gallery.KeptValue);
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public async Task A_reference_to_a_stopped_server_is_a_connection_error()
    {
        var picture = Remote.Open("Sunrise");
        await _server!.StopAsync();

        Assert.Throws<RemotingConnectionException>(() => picture.Title);
    }

    [Fact]
    public void Of_refuses_an_object_that_lives_here()
    {
        var error = Assert.Throws<ArgumentException>(() => RemoteObject.Of("text"));

        Assert.Contains("'String' is no proxy", error.Message, StringComparison.Ordinal);
    }
}
