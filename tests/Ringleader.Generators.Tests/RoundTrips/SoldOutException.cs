using Ringleader.Remoting;

namespace Ringleader.Generators.Tests.RoundTrips;

[RubyType("Shop::SoldOut")]
public sealed class SoldOutException(string message, string article) : Exception(message)
{
    public string Article { get; } = article;
}
