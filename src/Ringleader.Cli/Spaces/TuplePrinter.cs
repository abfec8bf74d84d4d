using Ringleader.Cli.Calling;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Spaces;

/// <summary>Prints several tuples.</summary>
internal static class TuplePrinter
{
    /// <summary>One tuple per line, or all as one JSON document.</summary>
    public static async Task PrintAsync(CliConsole console, IReadOnlyList<SpaceTuple> tuples, bool asDocument)
    {
        if (asDocument)
        {
            await console.Out.WriteLineAsync(JsonResult.WriteReadable(tuples.Select(TupleJson.ValueOf).ToArray())).ConfigureAwait(false);
            return;
        }

        foreach (var tuple in tuples)
        {
            await console.Out.WriteLineAsync(TupleJson.Write(tuple)).ConfigureAwait(false);
        }
    }
}
