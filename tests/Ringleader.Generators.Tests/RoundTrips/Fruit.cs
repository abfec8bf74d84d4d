namespace Ringleader.Generators.Tests.RoundTrips;

public enum Fruit
{
    GreenApple,
    Pear,
}
