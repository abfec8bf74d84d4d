using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Shared;

[RubyType("Shop::Article")]
public sealed record Article(string Name, decimal? UnitPrice, IReadOnlyList<string> Tags, Point? Place, Article? Parent)
{
    [RubyName("sold_out")]
    public bool IsSoldOut { get; init; }
}
