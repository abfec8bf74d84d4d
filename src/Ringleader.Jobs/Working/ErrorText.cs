using System.Text;
using Ringleader.Jobs.Enqueuing;

namespace Ringleader.Jobs.Working;

/// <summary>Writes down why an attempt failed, within limits.</summary>
internal static class ErrorText
{
    public const int LongestType = 1024;
    public const int LongestMessage = 2 * 1024;
    public const int LongestStack = 16 * 1024;

    /// <summary>The error as it is stored; its instant is set by the store.</summary>
    public static JobError Of(Exception error) =>
        new(Cut(error.GetType().FullName ?? error.GetType().Name, LongestType), Message(error), Stack(error), default);

    /// <summary>The beginning of a text that takes so many bytes of UTF-8 at most, as every store keeps it.</summary>
    internal static string Cut(string text, int bytes)
    {
        // No character takes less than a byte: what is far too long is not looked through to its end.
        text = StoredText.MakeStorable(StoredText.Cut(text, bytes));
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
        {
            return text;
        }

        Encoding.UTF8.GetEncoder().Convert(text, new byte[bytes], flush: true, out var used, out _, out _);
        return text[..used];
    }

    private static string Message(Exception error)
    {
        try
        {
            return Cut(error.Message, LongestMessage);
        }
#pragma warning disable CA1031 // The exception is the handler's: it may do anything when it is asked.
        catch (Exception)
#pragma warning restore CA1031
        {
            return "(The exception cannot say why.)";
        }
    }

    private static string? Stack(Exception error)
    {
        try
        {
            return Cut(error.ToString(), LongestStack);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
