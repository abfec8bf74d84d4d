using Ringleader.LoadTests.Measuring;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts.TupleSpaces;

/// <summary>The rows of <c>./bench tuplespaces</c> and what each has to reach.</summary>
internal static class TupleSpacesComparisons
{
    // A million tuples are not in the caches as a thousand are, and that may cost; a search would cost a thousand times more.
    private static readonly Target CacheMissesOnly = new(0.25);

    private static readonly TimeSpan MostOfLookup = TimeSpan.FromMilliseconds(5);

    public static IReadOnlyList<Comparison> All { get; } =
    [
        Row("empty", "write + take in process / Rinda", TupleSpacesSubjects.Space, TupleSpacesSubjects.Rinda, new(20)),
        Row(
            "shared-head",
            "write + take in process, 100,000 resident that share the head / Rinda",
            TupleSpacesSubjects.SpaceOf100K,
            TupleSpacesSubjects.RindaOf100K,
            new(1_000)),
        Row(
            "million",
            "write + take in process by any one field, 1,000,000 resident / 1,000 resident",
            TupleSpacesSubjects.ParcelsOf1M,
            TupleSpacesSubjects.ParcelsOf1K,
            CacheMissesOnly),
        Row(
            "takers",
            "write + take in process, 5,000 blocked takers of other tuples / none",
            TupleSpacesSubjects.SpaceWithTakers,
            TupleSpacesSubjects.Space,
            new(0.8)),
        OverDruby(1, new(5)),
        OverDruby(16, new(10)),
        Row(
            "ruby-client",
            "write + take by a Ruby client, 10,000 resident, 10,000 blocked takers, .NET server / Ruby server",
            TupleSpacesSubjects.RubyClientOfOurs,
            TupleSpacesSubjects.RubyClientOfRuby,
            new(10)),
        Row(
            "ring",
            "ring lookup, first answer / Ruby's lookup_ring_any",
            TupleSpacesSubjects.Ring,
            TupleSpacesSubjects.RubyRing,
            new(1, MostP50: MostOfLookup)),
    ];

    private static Comparison OverDruby(int callers, Target target) =>
        Row($"druby-{callers}", "write + take over druby / Rinda over DRb", TupleSpacesSubjects.Druby, TupleSpacesSubjects.RubyDruby, target, callers);

    private static Comparison Row(string name, string measure, string ours, string peer, Target target, int callers = 1) =>
        new(name, measure, new Cell(ours, callers), new Cell(peer, callers), target);
}
