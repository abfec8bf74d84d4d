using System.Text;

namespace Ringleader.Jobs.Working;

/// <summary>Writes down why an attempt failed, within limits.</summary>
internal static class ErrorText
{
    public const int LongestMessage = 2 * 1024;
    public const int LongestStack = 16 * 1024;

    /// <summary>The error as it is stored; its instant is set by the store.</summary>
    public static JobError Of(Exception error) => new(error.GetType().FullName ?? error.GetType().Name, Message(error), Stack(error), default);

    /// <summary>The beginning of a text that takes so many bytes of UTF-8 at most, without what databases do not take.</summary>
    internal static string Cut(string text, int bytes)
    {
        text = text.Replace('\0', '\uFFFD');
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
