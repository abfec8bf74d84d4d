using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Ringleader.Hashing;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>
/// Ruby Strings in their three forms: <see cref="string"/>, which is UTF-8, <see cref="byte"/>[], which has no encoding, and
/// <see cref="RubyString"/>. Compared by bytes, as Ruby does, where one encoding is the other or both are ASCII.
/// </summary>
internal static class RubyText
{
    private const string Utf8Name = "UTF-8";

    public static bool IsText(object? value) => value is string or RubyString or byte[];

    public static bool Equal(object left, object right)
    {
        if (left is string text)
        {
            return right is string other
                ? string.Equals(text, other, StringComparison.Ordinal)
                : EqualUtf8(text, BytesOf(right), EncodingOf(right));
        }

        if (right is string)
        {
            return Equal(right, left);
        }

        var bytes = BytesOf(left);
        var others = BytesOf(right);
        return bytes.SequenceEqual(others)
            && (bytes.IsEmpty || IsSameEncoding(EncodingOf(left), EncodingOf(right))
                || (Ascii.IsValid(bytes) && IsAsciiBased(EncodingOf(left)) && IsAsciiBased(EncodingOf(right))));
    }

    /// <summary>The same for equal Strings: that of the text where it is UTF-8 or ASCII, else that of the bytes.</summary>
    public static int Hash(object value)
    {
        if (value is string text)
        {
            return text.GetHashCode(StringComparison.Ordinal);
        }

        var bytes = BytesOf(value);
        if (!Ascii.IsValid(bytes) && !IsSameEncoding(EncodingOf(value), Utf8Name))
        {
            return HashEncoded(bytes, EncodingOf(value));
        }

        var buffer = ArrayPool<char>.Shared.Rent(bytes.Length);
        var isText = Utf8.ToUtf16(bytes, buffer, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done;
        var hash = isText ? string.GetHashCode(buffer.AsSpan(0, length), StringComparison.Ordinal) : HashEncoded(bytes, Utf8Name);
        ArrayPool<char>.Shared.Return(buffer);
        return hash;
    }

    /// <summary>Ruby's <c>&lt;=&gt;</c>: by bytes, whatever the encodings.</summary>
    public static int Compare(object left, object right) => ToBytes(left).SequenceCompareTo(ToBytes(right));

    /// <summary>The text to search in; bytes that are no text are taken one for one.</summary>
    public static string ToSearchable(object value) => value switch
    {
        string text => text,
        byte[] bytes => Encoding.Latin1.GetString(bytes),
        _ => value.ToString() ?? string.Empty,
    };

    private static ReadOnlySpan<byte> ToBytes(object value) => value is string text ? Encoding.UTF8.GetBytes(text) : BytesOf(value);

    private static ReadOnlySpan<byte> BytesOf(object value) => value is RubyString ruby ? ruby.Bytes.Span : (byte[])value;

    private static string EncodingOf(object value) => value is RubyString ruby ? ruby.EncodingName : "ASCII-8BIT";

    private static bool EqualUtf8(string text, ReadOnlySpan<byte> bytes, string encoding)
    {
        if (bytes.Length < text.Length || bytes.Length > 3L * text.Length)
        {
            return false;
        }

        if (Ascii.IsValid(bytes))
        {
            return Ascii.Equals(bytes, text) && (bytes.IsEmpty || IsAsciiBased(encoding));
        }

        if (!IsSameEncoding(encoding, Utf8Name))
        {
            return false;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        var isEqual = Utf8.FromUtf16(text, buffer.AsSpan(0, bytes.Length), out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done
            && bytes.SequenceEqual(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return isEqual;
    }

    private static bool IsSameEncoding(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool IsAsciiBased(string encoding) =>
        !encoding.StartsWith("UTF-16", StringComparison.OrdinalIgnoreCase) && !encoding.StartsWith("UTF-32", StringComparison.OrdinalIgnoreCase);

    /// <summary>Of bytes that are not ASCII. A peer can name any number of encodings, and the same bytes in each are different Strings.</summary>
    private static int HashEncoded(ReadOnlySpan<byte> bytes, string encoding) =>
        KeyedHash.Combine(string.GetHashCode(encoding, StringComparison.OrdinalIgnoreCase), KeyedHash.Of(bytes));
}
