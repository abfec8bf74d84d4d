using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Ringleader.TupleSpaces;

/// <summary>The names under which this part can be observed: <c>Ringleader.TupleSpaces</c> for both the source and the meter.</summary>
public static class TupleSpacesDiagnostics
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "Ringleader.TupleSpaces";

    internal static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Writes = Meter.CreateCounter<long>(
        "ringleader.tuplespaces.writes", "{tuple}", "Tuples that were written.");

    internal static readonly Counter<long> Takes = Meter.CreateCounter<long>(
        "ringleader.tuplespaces.takes", "{tuple}", "Tuples that were taken, for good or under a lease.");

    internal static readonly Counter<long> Expired = Meter.CreateCounter<long>(
        "ringleader.tuplespaces.expired", "{tuple}", "Tuples whose time ran out.");

    internal static readonly Counter<long> LostEvents = Meter.CreateCounter<long>(
        "ringleader.tuplespaces.lost_events", "{event}", "Events that watches lost because they were not read in time.");

    internal static readonly Counter<long> RegexpsGivenUp = Meter.CreateCounter<long>(
        "ringleader.tuplespaces.regexps_given_up", "{pattern}", "Regular expressions of templates that took too long, so that their templates were refused.");

    /// <summary>Looked at when somebody listens; a space that nobody uses any more drops out by itself.</summary>
    private static readonly ConditionalWeakTable<TupleSpace, object?> Spaces = [];

    static TupleSpacesDiagnostics()
    {
        Meter.CreateObservableUpDownCounter(
            "ringleader.tuplespaces.tuples", static () => Spaces.Sum(space => (long)space.Key.TupleCount), "{tuple}", "Tuples that are resident in this process.");
        Meter.CreateObservableUpDownCounter(
            "ringleader.tuplespaces.waiters", static () => Spaces.Sum(space => (long)space.Key.WaiterCount), "{call}", "Calls that wait for a tuple.");
    }

    internal static void Observe(TupleSpace space) => Spaces.Add(space, null);

    internal static void Forget(TupleSpace space) => Spaces.Remove(space);
}
