using System.Threading.Channels;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Objects;

public sealed class EventTests : IAsyncLifetime
{
    private readonly Border _border = new();
    private readonly Gallery _gallery = new();
    private readonly RemotingClient _client = new();
    private readonly Channel<string> _raised = Channel.CreateUnbounded<string>();
    private RemoteServer? _server;
    private IGallery? _remote;

    private IGallery Remote => _remote!; // set in InitializeAsync

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
    public async Task A_handler_gets_each_event_in_order()
    {
        Remote.Opened += Handle;

        for (var i = 0; i < 50; i++)
        {
            Remote.Announce($"{i}");
        }

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal($"{i}", await NextAsync());
        }
    }

    [Fact]
    public async Task An_equal_delegate_ends_the_subscription()
    {
        Remote.Opened += Handle;
        Remote.Announce("first");
        Assert.Equal("first", await NextAsync());

        Remote.Opened -= new Action<string>(Handle);
        Remote.Announce("second");

        Assert.Equal(0, _gallery.Handlers);
        Assert.False(_raised.Reader.TryRead(out _));
    }

    [Fact]
    public void Ending_a_subscription_that_does_not_exist_does_nothing()
    {
        Remote.Opened -= Handle;

        Assert.Equal(0, _gallery.Handlers);
    }

    [Fact]
    public async Task A_handler_added_twice_is_called_twice_until_removed_once()
    {
        Remote.Opened += Handle;
        Remote.Opened += Handle;
        Remote.Announce("twice");
        Assert.Equal("twice", await NextAsync());
        Assert.Equal("twice", await NextAsync());

        Remote.Opened -= Handle;
        Remote.Announce("once");
        Assert.Equal("once", await NextAsync());

        Assert.Equal(1, _gallery.Handlers);
    }

    [Fact]
    public async Task A_peer_that_is_gone_loses_its_handler_with_the_next_event()
    {
        Remote.Opened += Handle;
        Assert.Equal(1, _gallery.Handlers);
        await _client.DisposeAsync();

        _gallery.Announce("nobody hears");

        await _gallery.HandlerRemoved.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, _gallery.Handlers);
    }

    [Fact]
    public async Task A_handler_that_throws_loses_its_subscription_and_does_not_disturb_the_one_who_raises()
    {
        Remote.Opened += static _ => throw new InvalidOperationException("on purpose");

        _gallery.Announce("boom");

        await _gallery.HandlerRemoved.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private void Handle(string title) => Assert.True(_raised.Writer.TryWrite(title));

    private async Task<string> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _raised.Reader.ReadAsync(limit.Token);
    }
}
