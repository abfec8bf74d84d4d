using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Shared;

[RubyType("Shop::Stock")]
public sealed class Stock
{
    public Dictionary<string, int> Counts { get; set; } = new(StringComparer.Ordinal);

    public DateTimeOffset? CountedAt { get; set; }

    public DayOfWeek Day { get; set; }
}
