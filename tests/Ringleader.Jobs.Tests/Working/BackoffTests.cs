using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Tests.Working;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pauses_grow_at_random_from_50_ms_to_10_s(int seed)
    {
        var backoff = new Backoff(new Jitter(new Random(seed)));

        var pauses = Enumerable.Range(1, 200).Select(_ => backoff.Next()).ToArray();

        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10)));
        for (var failures = 1; failures <= 7; failures++)
        {
            Assert.InRange(pauses[failures - 1], TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50 * (1 << failures)));
        }

        Assert.Contains(pauses, pause => pause > TimeSpan.FromSeconds(5));
        backoff.Reset();
        Assert.InRange(backoff.Next(), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100));
    }
}
