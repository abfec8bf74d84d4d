namespace Ringleader.Generators.Tests.RoundTrips;

internal sealed class LocalCounter : ICounter
{
    public int Value { get; private set; }

    public ValueTask AddAsync(int amount)
    {
        Value += amount;
        return default;
    }
}
