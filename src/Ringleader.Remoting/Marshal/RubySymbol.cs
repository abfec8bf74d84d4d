using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Ringleader.Hashing;

namespace Ringleader.Remoting.Marshal;

/// <summary>A Ruby Symbol. Immutable; two Symbols of the same name are equal.</summary>
/// <remarks>
/// Names that are used often come out of a cache of fixed size, so a peer that sends many different Symbols cannot make the
/// process keep them.
/// </remarks>
public sealed class RubySymbol : IEquatable<RubySymbol>
{
    private const int MaxCachedBytes = 64;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly RubySymbol?[] Cache = new RubySymbol?[1024];
    private readonly byte[] _bytes;
    private readonly int _hash;

    private RubySymbol(byte[] bytes, RubyEncoding encoding, string name)
    {
        _bytes = bytes;
        Encoding = encoding;
        Name = name;

        // Two Symbols of one name may still differ in their encoding, of which a peer can make up any number.
        _hash = ReferenceEquals(encoding, RubyEncoding.UsAscii)
            ? KeyedHash.Of(name)
            : KeyedHash.Combine(KeyedHash.Of(encoding.Name), KeyedHash.Of(bytes));
    }

    /// <summary>The name without its colon. Bytes that are no text are shown as Latin-1.</summary>
    public string Name { get; }

    internal static RubySymbol EncodingFlag { get; } = Of("E");

    internal static RubySymbol EncodingName { get; } = Of("encoding");

    internal static RubySymbol KeywordFlag { get; } = Of("K");

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>US-ASCII for ASCII names, as in Ruby, whatever their source was encoded in.</summary>
    internal RubyEncoding Encoding { get; }

    /// <summary>The Symbol of a name.</summary>
    /// <param name="name">The name without its colon; may be empty.</param>
    /// <exception cref="ArgumentException">The name has half of a surrogate pair.</exception>
    [SkipLocalsInit]
    public static RubySymbol Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > MaxCachedBytes)
        {
            return Create(StrictUtf8.GetBytes(name));
        }

        Span<byte> bytes = stackalloc byte[MaxCachedBytes * 3];
        return OfUtf8(bytes[..StrictUtf8.GetBytes(name, bytes)]);
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] RubySymbol? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && Bytes.SequenceEqual(other.Bytes)
            && string.Equals(Encoding.Name, other.Encoding.Name, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RubySymbol);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Compares by name.</summary>
    public static bool operator ==(RubySymbol? left, RubySymbol? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares by name.</summary>
    public static bool operator !=(RubySymbol? left, RubySymbol? right) => !(left == right);

    /// <summary>The Symbol of bytes that are known to be UTF-8.</summary>
    internal static RubySymbol OfUtf8(ReadOnlySpan<byte> bytes) => Find(bytes, RubyEncoding.Utf8);

    /// <summary>The Symbol of bytes without an encoding: ASCII, or else binary.</summary>
    internal static RubySymbol OfBare(ReadOnlySpan<byte> bytes) => Find(bytes, RubyEncoding.Binary);

    /// <summary>The Symbol of bytes in an encoding. Invalid bytes are kept.</summary>
    internal static RubySymbol OfEncoded(ReadOnlySpan<byte> bytes, RubyEncoding encoding) => Create(bytes, encoding);

    private static RubySymbol Create(byte[] utf8) => Create(utf8, RubyEncoding.Utf8);

    private static RubySymbol Create(ReadOnlySpan<byte> bytes, RubyEncoding encoding)
    {
        if (Ascii.IsValid(bytes))
        {
            encoding = RubyEncoding.UsAscii;
        }

        return new RubySymbol(bytes.ToArray(), encoding, encoding.Decode(bytes) ?? System.Text.Encoding.Latin1.GetString(bytes));
    }

    private static RubySymbol Find(ReadOnlySpan<byte> bytes, RubyEncoding encoding)
    {
        if (bytes.Length > MaxCachedBytes)
        {
            return Create(bytes, encoding);
        }

        // A collision only costs the cache its older entry. A race costs an allocation.
        ref var slot = ref Cache[SlotOf(bytes)];
        var cached = Volatile.Read(ref slot);
        if (cached is not null && cached.Bytes.SequenceEqual(bytes)
            && (ReferenceEquals(cached.Encoding, RubyEncoding.UsAscii) || ReferenceEquals(cached.Encoding, encoding)))
        {
            return cached;
        }

        var symbol = Create(bytes, encoding);
        Volatile.Write(ref slot, symbol);
        return symbol;
    }

    private static int SlotOf(ReadOnlySpan<byte> bytes)
    {
        var hash = (uint)bytes.Length;
        foreach (var current in bytes)
        {
            hash = (hash ^ current) * 16777619;
        }

        return (int)((hash ^ (hash >> 15)) % (uint)Cache.Length);
    }
}
