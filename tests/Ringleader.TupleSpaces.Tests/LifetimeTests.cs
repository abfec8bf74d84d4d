namespace Ringleader.TupleSpaces.Tests;

public sealed class LifetimeTests
{
    [Fact]
    public void Default_is_for_ever()
    {
        Assert.True(default(Lifetime).IsForever);
    }

    [Fact]
    public void A_negative_time_is_over_already()
    {
        Assert.Equal(Lifetime.Expired, Lifetime.For(TimeSpan.FromSeconds(-5)));
    }
}
