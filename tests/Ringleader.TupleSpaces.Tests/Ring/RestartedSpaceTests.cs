using Ringleader.Testing;
using Ringleader.TupleSpaces.Ring;
using Ringleader.TupleSpaces.Tests.Ring.Members;

namespace Ringleader.TupleSpaces.Tests.Ring;

/// <summary>A space that was restarted is a newcomer, and does not answer for those that have everything.</summary>
public sealed class RestartedSpaceTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();
    private readonly FlakySpace _first = new() { Identity = new("first", null, null) };
    private readonly FlakySpace _second = new() { Identity = new("second", null, null) };
    private readonly RingSpace _ring;

    public RestartedSpaceTests() => _ring = NewRing();

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _ring.DisposeAsync();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_vanishes_when_the_first_space_was_down_and_comes_back_empty()
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.True((await _ring.WriteAsync(["a", i])).IsComplete);
        }

        _first.Refuse();
        Assert.Equal(200, await _ring.CountAsync(["a", null]));
        await _first.RestartAsync("first again");
        await WhenUpAgainAsync();

        Assert.Equal([_second, _first], _ring.SpacesUp);
        Assert.Equal(200, await _ring.CountAsync(["a", null]));
        Assert.Equal(200, (await _ring.ReadAllAsync(["a", null])).Count);
    }

    [Fact]
    public async Task A_restart_that_no_call_met_is_noticed_by_the_next_read()
    {
        await _ring.WriteAsync(["a", 1]);
        Assert.Equal(1, await _ring.CountAsync(["a", null]));

        await _first.RestartAsync("first again");
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await _ring.CountAsync(["a", null]));
        Assert.Equal([_second, _first], _ring.SpacesUp);
    }

    [Fact]
    public async Task A_newcomer_answers_when_the_older_one_is_down()
    {
        await _ring.CountAsync(["a", null]);
        await _first.RestartAsync("first again");
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _ring.WriteAsync(["a", 1]);
        await _ring.CountAsync(["a", null]);

        _second.Refuse();

        Assert.Equal(1, await _ring.CountAsync(["a", null]));
        Assert.Equal([_first], _ring.SpacesUp);
    }

    [Fact]
    public async Task Of_two_that_were_restarted_the_one_that_was_restarted_earlier_answers()
    {
        await _ring.CountAsync(["a", null]);
        await _first.RestartAsync("first again");
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _ring.CountAsync(["a", null]);

        await _second.RestartAsync("second again");
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _ring.CountAsync(["a", null]);

        Assert.Equal([_first, _second], _ring.SpacesUp);
    }

    [Fact]
    public async Task A_space_that_was_only_out_of_reach_takes_its_old_place()
    {
        await _ring.CountAsync(["a", null]);
        _first.Refuse();
        await _ring.CountAsync(["a", null]);
        _first.Recover();
        await WhenUpAgainAsync();

        Assert.Equal([_first, _second], _ring.SpacesUp);
    }

    [Fact]
    public async Task A_space_that_was_down_from_the_beginning_is_a_newcomer()
    {
        _first.Refuse();
        await _ring.WriteAsync(["a", 1]);
        _first.Recover();
        await WhenUpAgainAsync();

        Assert.Equal(1, await _ring.CountAsync(["a", null]));
        Assert.Equal([_second, _first], _ring.SpacesUp);
    }

    [Fact]
    public async Task A_client_that_comes_later_asks_the_space_that_has_been_up_longer()
    {
        _first.Identity = new("first", null, TimeSpan.FromSeconds(10));
        _second.Identity = new("second", null, TimeSpan.FromHours(1));
        await _second.WriteAsync(["a", 1]);
        await using var late = NewRing();

        Assert.Equal(1, await late.CountAsync(["a", null]));
        Assert.Equal([_second, _first], late.SpacesUp);
    }

    [Theory]
    [InlineData(60.0, 60.4)]
    [InlineData(60.4, 60.0)]
    [InlineData(60.0, null)]
    [InlineData(null, 60.0)]
    public async Task Spaces_that_were_started_together_or_do_not_say_when_keep_the_given_order(double? first, double? second)
    {
        _first.Identity = new("first", null, first is { } one ? TimeSpan.FromSeconds(one) : null);
        _second.Identity = new("second", null, second is { } other ? TimeSpan.FromSeconds(other) : null);
        await using var ring = NewRing();

        await ring.CountAsync(["a", null]);

        Assert.Equal([_first, _second], ring.SpacesUp);
    }

    [Fact]
    public async Task A_watch_tells_of_the_move_to_the_older_space_and_of_the_way_back()
    {
        await using var watch = await _ring.WatchAsync(["a", null]);
        var next = watch.NextAsync().AsTask();
        _first.Refuse();
        Assert.Equal(new TupleEvent(TupleEventKinds.Lost, 1, null, LostCount: 1), await next.WaitAsync(Limit));
        var back = watch.NextAsync().AsTask();

        _first.Recover();
        await WhenUpAgainAsync();

        Assert.Equal(new TupleEvent(TupleEventKinds.Lost, 2, null, LostCount: 1), await back.WaitAsync(Limit));
        await _first.WriteAsync(["a", 1]);
        Assert.Equal(new TupleEvent(TupleEventKinds.Write, 3, ["a", 1]), await watch.NextAsync().AsTask().WaitAsync(Limit));
    }

    [Fact]
    public async Task A_watch_stays_with_the_older_space_when_the_first_one_was_restarted()
    {
        await using var watch = await _ring.WatchAsync(["a", null]);
        var next = watch.NextAsync().AsTask();
        _first.Refuse();
        Assert.Equal(TupleEventKinds.Lost, (await next.WaitAsync(Limit))?.Kind);

        await _first.RestartAsync("first again");
        await WhenUpAgainAsync();
        await _second.WriteAsync(["a", 1]);

        Assert.Equal(new TupleEvent(TupleEventKinds.Write, 2, ["a", 1]), await watch.NextAsync().AsTask().WaitAsync(Limit));
    }

    [Fact]
    public async Task A_write_that_not_all_spaces_took_says_so()
    {
        var complete = await _ring.WriteAsync(["a", 1]);
        _first.Refuse();
        var incomplete = await _ring.WriteAsync(["a", 2]);

        Assert.True(complete.IsComplete);
        Assert.Equal([_first, _second], complete.Spaces);
        Assert.False(incomplete.IsComplete);
        Assert.Equal([_second], incomplete.Spaces);
    }

    /// <summary>Its probes are patient, for the clock goes on while they run.</summary>
    private RingSpace NewRing() => new([_first, _second], new() { TimeProvider = _clock, ProbeTimeout = TimeSpan.FromSeconds(60) });

    /// <summary>The first space is asked again every second.</summary>
    private async Task WhenUpAgainAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        while (_ring.SpacesUp.Count < 2)
        {
            await _clock.WhenPendingTimersAsync(1).WaitAsync(Limit);
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, limit.Token);
        }
    }
}
