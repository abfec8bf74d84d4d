using Ringleader.Hashing;

namespace Ringleader.Remoting.Marshal;

/// <summary>
/// A Ruby String as it came: its bytes and the encoding they claim to be in. Immutable. Read where a <see cref="string"/>
/// cannot hold the value, and for every String when <see cref="MarshalOptions.Exact"/> is set.
/// </summary>
public sealed class RubyString : IEquatable<RubyString>
{
    private readonly byte[] _bytes;

    /// <summary>Copies bytes and names their encoding.</summary>
    /// <param name="bytes">The content; it need not be valid in the encoding.</param>
    /// <param name="encodingName">Ruby's name, such as <c>UTF-8</c>, <c>US-ASCII</c>, <c>Shift_JIS</c>, or <c>ASCII-8BIT</c> for bytes.</param>
    public RubyString(ReadOnlySpan<byte> bytes, string encodingName)
        : this(bytes.ToArray(), RubyEncoding.Named(encodingName))
    {
    }

    internal RubyString(byte[] bytes, RubyEncoding encoding)
    {
        _bytes = bytes;
        Encoding = encoding;
    }

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Ruby's name of the encoding.</summary>
    public string EncodingName => Encoding.Name;

    /// <summary>Known only after the bytes, so the reader sets it.</summary>
    internal RubyEncoding Encoding { get; set; }

    internal ReadOnlySpan<byte> Span => _bytes;

    /// <summary>True when the bytes are ASCII and mean that in the encoding, so that the encoding does not matter.</summary>
    internal bool IsAscii =>
        System.Text.Ascii.IsValid(_bytes)
        && !EncodingName.StartsWith("UTF-16", StringComparison.Ordinal) && !EncodingName.StartsWith("UTF-32", StringComparison.Ordinal);

    /// <summary>Decodes the text. False, with null, when the bytes are not valid or .NET does not know the encoding.</summary>
    /// <remarks>Bytes without a text encoding are text when they are ASCII.</remarks>
    public bool TryGetText(out string? text)
    {
        var encoding = ReferenceEquals(Encoding, RubyEncoding.Binary) ? RubyEncoding.UsAscii : Encoding;
        text = encoding.Decode(_bytes);
        return text is not null;
    }

    /// <summary>True for the same bytes in the same encoding.</summary>
    public bool Equals(RubyString? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Span.SequenceEqual(other.Span) && string.Equals(EncodingName, other.EncodingName, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RubyString);

    /// <inheritdoc/>
    public override int GetHashCode() => KeyedHash.Combine(KeyedHash.Of(EncodingName), KeyedHash.Of(_bytes));

    /// <summary>The text; where there is none, the bytes as Latin-1.</summary>
    public override string ToString() => TryGetText(out var text) ? text! : System.Text.Encoding.Latin1.GetString(_bytes);
}
