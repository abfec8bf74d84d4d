using System.Diagnostics.Metrics;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>What matching counts.</summary>
internal static class MatchingMeter
{
    private static readonly Meter Meter = new("Ringleader.TupleSpaces");

    private static readonly Counter<long> Patterns = Meter.CreateCounter<long>(
        "ringleader.tuplespaces.regexps_given_up", "{pattern}", "Regular expressions of templates that took too long and match nothing any more.");

    public static void RegexpGivenUp() => Patterns.Add(1);
}
