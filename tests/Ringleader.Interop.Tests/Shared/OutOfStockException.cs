using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Shared;

[RubyType("Shop::OutOfStock")]
public sealed class OutOfStockException(string message, string item) : Exception(message)
{
    public string Item { get; } = item;
}
