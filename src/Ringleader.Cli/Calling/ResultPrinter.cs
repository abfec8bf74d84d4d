using System.Globalization;
using System.Text;

namespace Ringleader.Cli.Calling;

/// <summary>Prints what a call returned.</summary>
internal static class ResultPrinter
{
    private const int ChunkBytes = 32 * 1024;

    /// <summary>Turns the result into the bytes to print. Ends with the token, however large the result is.</summary>
    /// <exception cref="CommandFailedException">The result is too deep or too large to be shown.</exception>
    public static Task<ReadOnlyMemory<byte>> RenderAsync(CliConsole console, object? result, bool asJson, CancellationToken cancellationToken) =>
        Task.Run(
            () => !asJson && result is string alone
                ? Encoding.UTF8.GetBytes(ShowText(alone, console.IsTerminal))
                : JsonResult.Render(result, indented: !asJson, cancellationToken),
            cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Prints a rendered result and a line end. Ends with the token, also while nobody reads the output.</summary>
    public static Task PrintAsync(CliConsole console, ReadOnlyMemory<byte> rendered, CancellationToken cancellationToken) =>
        Task.Run(() => Print(console.Out, rendered.Span, cancellationToken), cancellationToken).WaitAsync(cancellationToken);

    private static void Print(TextWriter output, ReadOnlySpan<byte> rendered, CancellationToken cancellationToken)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var characters = new char[ChunkBytes];
        while (!rendered.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunk = rendered[..Math.Min(rendered.Length, ChunkBytes)];
            rendered = rendered[chunk.Length..];
            output.Write(characters, 0, decoder.GetChars(chunk, characters, flush: rendered.IsEmpty));
        }

        output.WriteLine();
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
