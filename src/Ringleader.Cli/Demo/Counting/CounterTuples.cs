using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Demo.Counting;

/// <summary>The tuples of the scene <c>space</c>; <c>counter.rb</c> uses the same.</summary>
internal static class CounterTuples
{
    /// <summary>The count that is read, and then taken and written: updates get lost.</summary>
    public const string Careless = "tally";

    /// <summary>The count that is taken and written.</summary>
    public const string Careful = "counter";

    public static SpaceTuple Count(string count, int value) => [count, value];

    public static Template AnyCount(string count) => [count, null];

    /// <summary>A process is there.</summary>
    public static SpaceTuple Ready(string name) => ["ready", name];

    public static Template AnyReady { get; } = ["ready", null];

    /// <summary>All may begin to count.</summary>
    public static SpaceTuple Go(string count) => ["go", count];

    public static Template AnyGo(string count) => ["go", count];

    /// <summary>A process has counted.</summary>
    public static SpaceTuple Done(string count, string name) => ["done", count, name];

    public static Template AnyDone(string count) => ["done", count, null];
}
