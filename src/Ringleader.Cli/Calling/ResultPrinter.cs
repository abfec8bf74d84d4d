using System.Globalization;
using System.Text;

namespace Ringleader.Cli.Calling;

/// <summary>Prints what a call returned.</summary>
internal static class ResultPrinter
{
    public static async Task PrintAsync(CliConsole console, object? result, bool asJson)
    {
        var text = !asJson && result is string alone ? ShowText(alone, console.IsTerminal) : JsonResult.Write(result, indented: !asJson);
        await console.Out.WriteLineAsync(text).ConfigureAwait(false);
    }

    /// <summary>A peer's text must not steer a person's terminal, so control characters are shown there; a pipe gets them as they are.</summary>
    private static string ShowText(string text, bool onTerminal)
    {
        if (!onTerminal || !text.Any(IsDangerous))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = IsDangerous(character)
                ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : shown.Append(character);
        }

        return shown.ToString();
    }

    private static bool IsDangerous(char character) => char.IsControl(character) && character is not ('\n' or '\t');
}
