using Ringleader.Jobs.Enqueuing;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Enqueuing;

public sealed class TokenSourceTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Tokens_are_UUIDs_of_version_7_with_the_time_in_front()
    {
        var token = new TokenSource(_clock).Next();

        Assert.Equal((7, 8), (token.Version, token.Variant & 0b1100));
        var milliseconds = Convert.ToInt64(token.ToString("N")[..12], 16);
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds(), milliseconds);
    }

    [Fact]
    public void Each_is_greater_than_the_one_before_also_when_many_come_in_a_millisecond_and_when_the_clock_is_set_back()
    {
        var source = new TokenSource(_clock);
        var tokens = Enumerable.Range(0, 10_000).Select(_ => source.Next()).ToList();
        var behind = new TokenSource(new OneAfterAnother(_clock.GetUtcNow(), _clock.GetUtcNow().AddHours(-1)));
        Guid[] setBack = [behind.Next(), behind.Next()];

        Assert.All(tokens.Zip(tokens.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.True(setBack[0] < setBack[1]);
    }

    [Fact]
    public void Those_of_different_sources_differ()
    {
        var tokens = Enumerable.Range(0, 100).Select(_ => new TokenSource(_clock)).SelectMany(source => new[] { source.Next(), source.Next() });

        Assert.Distinct(tokens);
    }

    private sealed class OneAfterAnother(params DateTimeOffset[] instants) : TimeProvider
    {
        private int _next;

        public override DateTimeOffset GetUtcNow() => instants[_next++];
    }
}
