using System.Runtime.CompilerServices;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;
using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Objects;

/// <summary>The id converters as peers meet them.</summary>
public sealed class ServedIdTests : IAsyncLifetime
{
    private readonly Border _border = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly RemotingClient _client = new();
    private readonly Gallery _gallery = new();

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _border.Dispose();
    }

    [Fact]
    public async Task A_timed_reference_lives_as_long_as_it_is_used_and_then_gives_an_error_that_names_it()
    {
        await using var server = await RemoteServer.StartAsync(front: _gallery, options: new RemoteServerOptions { TimeProvider = _clock });
        var gallery = _client.Connect<IGallery>(_border.Before(server));
        var picture = gallery.Open("fleeting");
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(500));
            Assert.Equal("fleeting", picture.Title);
        }

        _clock.Advance(TimeSpan.FromSeconds(1300));
        await CollectAsync(gallery);

        var error = Assert.Throws<RemoteReferenceException>(() => picture.Title);
        Assert.Equal(RemoteObject.Of(picture).Id, error.Id);
        Assert.Contains("get a new one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weak_reference_ends_with_its_object()
    {
        await using var server = await RemoteServer.StartAsync(
            front: _gallery, options: new RemoteServerOptions { ObjectIds = new WeakIdConverter() });
        var gallery = _client.Connect<IGallery>(_border.Before(server));
        var picture = gallery.Open("gone soon");
        var original = gallery.Open("Sunrise");

        await CollectAsync(gallery);

        Assert.Throws<RemoteReferenceException>(() => picture.Title);
        Assert.Equal("Sunrise", original.Title);
    }

    [Fact]
    public async Task A_named_object_is_reached_by_an_option_of_the_address()
    {
        var names = new NamedIdConverter();
        names.Pin("best", new Picture { Title = "named" });
        await using var server = await RemoteServer.StartAsync(front: _gallery, options: new RemoteServerOptions { ObjectIds = names });

        var picture = _client.Connect<IPicture>(_border.Before(server) + "?best");

        Assert.Equal("named", picture.Title);
        var error = Assert.Throws<RemoteReferenceException>(() => _client.Connect<IPicture>(_border.Before(server) + "?worst").Title);
        Assert.Contains("worst", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dictionary_as_front_is_reached_by_an_option_of_the_address()
    {
        var front = new Dictionary<string, object> { ["best"] = new Picture { Title = "entry" } };
        await using var server = await RemoteServer.StartAsync(front: front);

        Assert.Equal("entry", _client.Connect<IPicture>(server.Uri + "?best").Title);
    }

    [Fact]
    public async Task A_made_up_id_is_refused_without_a_hint_of_what_exists()
    {
        await using var server = await RemoteServer.StartAsync(front: _gallery);
        var madeUp = new RemoteObject(_client, server.Uri, 12_345L);

        var error = await Assert.ThrowsAsync<RemoteReferenceException>(async () => await madeUp.CallAsync("title"));

        Assert.Equal(12_345L, error.Id);
    }

    /// <summary>Lets go of the connection's last call, which may still hold the object, and collects.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task CollectAsync(IGallery gallery)
    {
        for (var i = 0; i < 3; i++)
        {
            gallery.Announce("nothing");
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
