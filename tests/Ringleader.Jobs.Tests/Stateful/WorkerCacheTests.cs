using Ringleader.Jobs.Stateful;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Stateful;

public sealed class WorkerCacheTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Value_is_kept_until_its_time_is_over()
    {
        var cache = new WorkerCache(10, TimeSpan.FromMinutes(1), _clock) { ["a"] = 1 };

        _clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Equal(1, cache["a"]);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(cache["a"]);
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void Writing_again_begins_the_time_anew()
    {
        var cache = new WorkerCache(10, TimeSpan.FromMinutes(1), _clock) { ["a"] = 1, ["b"] = 2 };
        _clock.Advance(TimeSpan.FromSeconds(40));
        cache["a"] = 3;

        _clock.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(3, cache["a"]);
        Assert.Null(cache["b"]);
    }

    [Fact]
    public void Value_that_was_written_longest_ago_goes_when_there_are_too_many()
    {
        var cache = new WorkerCache(2, TimeSpan.FromMinutes(1), _clock) { ["a"] = 1, ["b"] = 2 };
        cache["a"] = 3;

        cache["c"] = 4;

        Assert.Equal([3, null, 4], new[] { cache["a"], cache["b"], cache["c"] });
    }

    [Fact]
    public void Null_removes()
    {
        var cache = new WorkerCache(2, TimeSpan.FromMinutes(1), _clock) { ["a"] = 1 };

        cache["a"] = null;

        Assert.Equal(0, cache.Count);
    }
}
