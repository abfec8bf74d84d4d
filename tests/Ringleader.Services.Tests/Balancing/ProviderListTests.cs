using Ringleader.Remoting;
using Ringleader.Services.Balancing;
using Ringleader.Testing;

namespace Ringleader.Services.Tests.Balancing;

public sealed class ProviderListTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RemotingClient _client = new();
    private readonly ProviderList _list;

    public ProviderListTests()
    {
        _list = new ProviderList("x", _clock, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Each_has_its_turn()
    {
        _list.Replace([At(1), At(2), At(3)]);

        var ids = Enumerable.Range(0, 6).Select(_ => _list.Next().Id).ToList();

        Assert.Equal([1L, 2L, 3L], ids.Take(3).Order());
        Assert.Equal(ids.Take(3), ids.Skip(3));
    }

    [Fact]
    public void One_that_was_unreachable_is_passed_over_for_a_while()
    {
        _list.Replace([At(1), At(2)]);

        Assert.Equal(2L, _list.Instead(At(1))?.Id);
        Assert.Equal([2L, 2L], [_list.Next().Id, _list.Next().Id]);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([1L, 2L], new[] { _list.Next().Id, _list.Next().Id }.Order());
    }

    [Fact]
    public void One_that_is_registered_again_is_reachable_again()
    {
        _list.Replace([At(1)]);
        Assert.Null(_list.Instead(At(1)));

        _list.Add(At(1));

        Assert.Equal(1, _list.Count);
        Assert.Equal(1L, _list.Instead(At(2))?.Id);
    }

    [Fact]
    public void When_all_are_unreachable_one_is_tried_all_the_same()
    {
        _list.Replace([At(1)]);
        _list.Instead(At(1));

        Assert.Equal(1L, _list.Next().Id);
    }

    [Fact]
    public void A_fresh_look_forgets_who_is_gone_and_remembers_who_is_unreachable()
    {
        _list.Replace([At(1), At(2)]);
        _list.Instead(At(1));

        _list.Replace([At(1), At(3), At(3)]);

        Assert.Equal(2, _list.Count);
        Assert.Equal([3L, 3L], [_list.Next().Id, _list.Next().Id]);
    }

    [Fact]
    public void An_empty_list_says_which_service_has_no_provider()
    {
        var error = Assert.Throws<ServiceNotFoundException>(() => _list.Next());

        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
        Assert.Null(_list.Instead(At(1)));
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private RemoteObject At(long id) => _client.ReferenceTo("druby://127.0.0.1:9", id);
}
