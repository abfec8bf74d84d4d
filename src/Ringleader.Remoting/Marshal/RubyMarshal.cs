using System.Buffers;

namespace Ringleader.Remoting.Marshal;

/// <summary>Reads and writes Ruby's Marshal format 4.8. Thread-safe.</summary>
/// <remarks>
/// <para>What is read, and becomes the same Ruby value when it is written again:</para>
/// <list type="table">
/// <listheader><term>Ruby</term><description>.NET</description></listheader>
/// <item><term>nil, true, false</term><description>null, <see cref="bool"/></description></item>
/// <item><term>Integer</term><description><see cref="long"/>, beyond its range <see cref="System.Numerics.BigInteger"/></description></item>
/// <item><term>Float</term><description><see cref="double"/></description></item>
/// <item><term>String</term><description><see cref="string"/>; binary: <see cref="byte"/>[]; invalid, or in another encoding than UTF-8 and US-ASCII: <see cref="RubyString"/></description></item>
/// <item><term>Symbol</term><description><see cref="RubySymbol"/></description></item>
/// <item><term>Array, Hash, Set</term><description><see cref="object"/>[], <see cref="RubyHash"/>, <see cref="RubySet"/></description></item>
/// <item><term>Range, Regexp</term><description><see cref="RubyRange"/>, <see cref="RubyRegexp"/></description></item>
/// <item><term>Time</term><description><see cref="DateTimeOffset"/>; where it loses something but the zone's name: <see cref="RubyTime"/></description></item>
/// <item><term>Rational, Complex, BigDecimal</term><description><see cref="RubyRational"/>, <see cref="RubyComplex"/>, <see cref="decimal"/> where it is exact</description></item>
/// <item><term>Class, Module</term><description><see cref="RubyClass"/>, <see cref="RubyModule"/></description></item>
/// <item><term>objects and Structs of registered classes</term><description>the type that was registered, see <see cref="RubyTypeRegistry"/></description></item>
/// <item><term>other objects and Structs</term><description><see cref="RubyObject"/>, <see cref="RubyStruct"/>, <see cref="RubyUserDefined"/>, <see cref="RubyUserMarshal"/></description></item>
/// <item><term>subclasses of String, Array, Hash, Regexp; extended objects</term><description><see cref="RubySubclass"/>, <see cref="RubyExtended"/></description></item>
/// <item><term>DRb references</term><description><see cref="DrbReference"/>; an object that a peer could not load: <see cref="UnknownObject"/></description></item>
/// </list>
/// <para>
/// A <see cref="string"/> is written in UTF-8, also one that came in US-ASCII, which Ruby takes for equal. It is written in full at
/// each place, even where Ruby had the same String object at several: shared text is harmless here, as it cannot be changed, but
/// in Ruby a change at one place would be seen at the others. So a document with many equal Strings can be larger than Ruby's.
/// Arrays, Hashes, byte arrays and objects are shared as in Ruby.
/// </para>
/// <para>
/// Written besides: all integer types; <see cref="float"/>, <see cref="Half"/> and <see cref="TimeSpan"/> (seconds) as Float;
/// <see cref="char"/>, <see cref="Guid"/>, <see cref="Uri"/> and <see cref="Version"/> as String; memory of bytes as binary String;
/// enums as Symbol in snake case; lists, arrays and tuples as Array; dictionaries as Hash; <see cref="KeywordArguments"/> as
/// keyword Hash; sets as Set; <see cref="System.Range"/> and <see cref="System.Text.RegularExpressions.Regex"/> (its pattern as it
/// is). Lazy sequences and everything else are refused.
/// </para>
/// </remarks>
public static class RubyMarshal
{
    // A writer keeps tables worth reusing. It is taken out while it works, as a value's own code may dump in turn.
    [ThreadStatic]
    private static MarshalWriter? t_writer;

    /// <summary>Reads a document. Bytes behind its value are ignored, as Ruby does.</summary>
    /// <param name="document">The document from its two bytes of version on.</param>
    /// <param name="options">Limits and choices; null for the default.</param>
    /// <exception cref="MarshalException">The document is malformed or beyond a limit of bytes, depth, values or work.</exception>
    public static object? Load(ReadOnlySpan<byte> document, MarshalOptions? options = null) =>
        new MarshalReader(document, options ?? MarshalOptions.Default, references: null).ReadDocument();

    /// <summary>Writes a value to a new array.</summary>
    /// <param name="value">The value; the remarks say which types there are.</param>
    /// <param name="options">Limits and registered types; null for the default.</param>
    /// <exception cref="MarshalException">The value, or one in it, has no form in the format or is beyond a limit.</exception>
    public static byte[] Dump(object? value, MarshalOptions? options = null)
    {
        using var buffer = new ByteBuffer();
        Write(buffer, value, options ?? MarshalOptions.Default);
        return buffer.Written.ToArray();
    }

    /// <summary>Appends a value's document to a writer. Nothing is appended when it fails.</summary>
    /// <inheritdoc cref="Dump(object?, MarshalOptions?)"/>
    public static void Dump(object? value, IBufferWriter<byte> output, MarshalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var buffer = new ByteBuffer();
        Write(buffer, value, options ?? MarshalOptions.Default);
        output.Write(buffer.Written);
    }

    private static void Write(ByteBuffer buffer, object? value, MarshalOptions options)
    {
        var isDefault = ReferenceEquals(options, MarshalOptions.Default);
        var writer = isDefault ? t_writer ?? new MarshalWriter(options) : new MarshalWriter(options);
        t_writer = isDefault ? null : t_writer;
        writer.TryWriteDocument(buffer, value, references: null);
        t_writer = isDefault ? writer : t_writer;
    }
}
