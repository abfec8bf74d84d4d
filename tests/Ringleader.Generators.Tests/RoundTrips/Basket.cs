using Ringleader.Remoting;

namespace Ringleader.Generators.Tests.RoundTrips;

[RubyType("Shop::Basket")]
public sealed record Basket(string Name, IReadOnlyList<Fruit> Fruits, decimal Price = 1.5m)
{
    public Basket? Inner { get; init; }

    public int Level { get; set; } = 3;

    public int Count => Fruits.Count;
}
