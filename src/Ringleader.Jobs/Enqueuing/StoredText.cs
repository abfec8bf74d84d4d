using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ringleader.Jobs.Enqueuing;

/// <summary>
/// The rule about texts that go into a store. Not every database keeps a NUL or an unpaired surrogate: names and keys that have one are
/// refused before anything is stored, and descriptions, such as errors and notes, are stored without it.
/// </summary>
internal static class StoredText
{
    /// <summary>Refuses a text that not every store could keep as it is.</summary>
    /// <param name="value">The text.</param>
    /// <param name="what">What to call it in the error, such as the property that it was given in.</param>
    /// <param name="longest">How many characters it may have.</param>
    /// <param name="parameter">The parameter of the caller.</param>
    /// <exception cref="ArgumentException">It is empty or too long, or it has a NUL or half a character.</exception>
    public static void ThrowIfInvalid(string? value, string what, int longest, string parameter)
    {
        if (string.IsNullOrEmpty(value) || value.Length > longest)
        {
            throw new ArgumentException($"{what} has {value?.Length ?? 0} characters; it must have 1 to {longest}.", parameter);
        }

        ThrowIfUnstorable(value, what, parameter);
    }

    /// <summary>Refuses a text that not every store could keep as it is, whatever its length.</summary>
    /// <param name="value">The text.</param>
    /// <param name="what">What to call it in the error, such as the property that it was given in.</param>
    /// <param name="parameter">The parameter of the caller.</param>
    /// <exception cref="ArgumentException">It has a NUL or half a character.</exception>
    public static void ThrowIfUnstorable(string value, string what, string parameter)
    {
        if (!IsStorable(value))
        {
            throw new ArgumentException($"{what} has a NUL or half of a surrogate pair in it, which databases cannot keep. Leave it out.", parameter);
        }
    }

    /// <summary>True when every store keeps the text as it is.</summary>
    public static bool IsStorable(string value) => !value.Contains('\0', StringComparison.Ordinal) && !HasHalfCharacter(value);

    /// <summary>A description as every store keeps it: each NUL and each unpaired surrogate is replaced with U+FFFD.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? MakeStorable(string? text) => text is null || IsStorable(text) ? text : string.Create(text.Length, text, static (storable, source) =>
    {
        for (var at = 0; at < source.Length; at++)
        {
            if (at + 1 < source.Length && char.IsSurrogatePair(source[at], source[at + 1]))
            {
                storable[at] = source[at];
                at++;
                storable[at] = source[at];
            }
            else
            {
                storable[at] = source[at] == '\0' || char.IsSurrogate(source[at]) ? '\uFFFD' : source[at];
            }
        }
    });

    /// <summary>The beginning of a text: at most so many UTF-16 code units, and never half of a surrogate pair.</summary>
    public static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(longest > 0 && char.IsSurrogatePair(text[longest - 1], text[longest]) ? longest - 1 : longest)];

    private static bool HasHalfCharacter(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return true;
            }

            at += consumed;
        }

        return false;
    }
}
