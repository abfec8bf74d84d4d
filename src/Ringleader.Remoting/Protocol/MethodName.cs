namespace Ringleader.Remoting.Protocol;

/// <summary>Reads the name of the method that a request calls: a String, of which only the bytes matter.</summary>
internal static class MethodName
{
    /// <summary>The name's bytes, within the document.</summary>
    /// <exception cref="MarshalException">The document is no String or Symbol, or its name is longer than 255 bytes.</exception>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> document) => TryRead(document, out var name)
        ? name
        : throw new MarshalException("The method's name is not a String of 1 to 255 bytes.");

    /// <summary>The name's bytes, within the document; false when it has none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> document, out ReadOnlySpan<byte> name)
    {
        name = default;
        var rest = document.Length > 3 && document[2] == (byte)'I' ? document[3..] : document.Length > 2 ? document[2..] : default;
        if (rest.Length > 1 && rest[0] is (byte)'"' or (byte)':')
        {
            // Source: marshal.c w_long. Lengths up to 122 are one byte, length plus 5; longer ones are 01 and one byte.
            var (length, start) = rest[1] switch
            {
                0 => (0, 2),
                1 when rest.Length > 2 => (rest[2], 3),
                >= 6 and <= 127 => (rest[1] - 5, 2),
                _ => (int.MaxValue, 2),
            };
            if (length > 0 && length <= rest.Length - start)
            {
                name = rest.Slice(start, length);
            }
        }

        return !name.IsEmpty;
    }
}
