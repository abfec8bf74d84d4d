using System.Globalization;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Demo.Counting;

/// <summary>What the scene <c>space</c> saw.</summary>
internal sealed record CountingOutcome
{
    /// <summary>How often one was added by reading and writing.</summary>
    public required int CarelessExpected { get; init; }

    /// <summary>All tuples of that count at the end.</summary>
    public required IReadOnlyList<SpaceTuple> CarelessCounts { get; init; }

    public required TimeSpan CarelessTime { get; init; }

    /// <summary>How often one was added by taking and writing.</summary>
    public required int CarefulExpected { get; init; }

    /// <summary>All tuples of that count at the end.</summary>
    public required IReadOnlyList<SpaceTuple> CarefulCounts { get; init; }

    public required TimeSpan CarefulTime { get; init; }

    /// <summary>Who was killed.</summary>
    public required string Victim { get; init; }

    /// <summary>The count that it held.</summary>
    public required int Held { get; init; }

    /// <summary>How long after its end the count was there again.</summary>
    public required TimeSpan BackAfter { get; init; }

    /// <summary>Where the count by taking ended.</summary>
    public int Careful => ValueOf(CarefulCounts);

    /// <summary>How many updates reading and writing lost.</summary>
    public int Lost => CarelessExpected - ValueOf(CarelessCounts);

    /// <summary>Whether all is as it should be. How many updates carelessness loses is luck, and no check.</summary>
    public IReadOnlyList<SceneCheck> Check() =>
    [
        new(Text($"Taking and writing ended at {Careful:N0}, and {CarefulExpected:N0} times one was added"), Careful == CarefulExpected),
        new(Text($"The count that {Victim} held came back by itself, and once"), CarefulCounts.Count == 1),
        new("Reading and writing counted nothing twice", CarelessCounts.Count == 1 && Lost >= 0),
    ];

    /// <summary>The first one; zero where there is none, which fails the checks.</summary>
    private static int ValueOf(IReadOnlyList<SpaceTuple> counts) => counts is [var first, ..] ? first.Get<int>(1) : 0;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
