namespace Ringleader.TupleSpaces.Tests;

public sealed class SimpleRenewerTests
{
    [Fact]
    public async Task Renews_for_three_minutes_unless_told_otherwise()
    {
        Assert.Equal(Lifetime.For(TimeSpan.FromMinutes(3)), await new SimpleRenewer().RenewAsync(["a"]));
        Assert.Equal(Lifetime.For(TimeSpan.FromSeconds(1)), await new SimpleRenewer(TimeSpan.FromSeconds(1)).RenewAsync(["a"]));
    }

    [Fact]
    public void Time_is_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimpleRenewer(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimpleRenewer(Timeout.InfiniteTimeSpan));
    }
}
