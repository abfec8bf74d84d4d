using System.Text;

namespace Ringleader.Jobs.Enqueuing;

/// <summary>Short texts that go into a store: names, keys, tags.</summary>
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

        if (value.Contains('\0', StringComparison.Ordinal) || HasHalfCharacter(value))
        {
            throw new ArgumentException($"{what} has a NUL or half of a surrogate pair in it, which databases cannot keep. Leave it out.", parameter);
        }
    }

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
