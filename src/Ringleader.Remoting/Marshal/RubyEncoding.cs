using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text;

namespace Ringleader.Remoting.Marshal;

/// <summary>A Ruby string encoding, by its Ruby name, and how to decode it where .NET can. Thread-safe.</summary>
internal sealed class RubyEncoding
{
    /// <summary>Text up to this length is decoded on the stack.</summary>
    private const int ShortText = 256;

    private static readonly FrozenDictionary<string, RubyEncoding> Known = CreateKnown();
    private readonly Lazy<Encoding?> _strict;

    private RubyEncoding(string name, int codePage)
    {
        Name = name;
        _strict = new Lazy<Encoding?>(() => codePage == 0 ? null : StrictEncoding(codePage));
    }

    /// <summary>Bytes without a text encoding; Ruby's ASCII-8BIT.</summary>
    public static RubyEncoding Binary { get; } = new("ASCII-8BIT", 0);

    /// <summary>UTF-8: instance variable <c>E</c> is true.</summary>
    public static RubyEncoding Utf8 { get; } = new("UTF-8", 65001);

    /// <summary>US-ASCII: instance variable <c>E</c> is false.</summary>
    public static RubyEncoding UsAscii { get; } = new("US-ASCII", 20127);

    /// <summary>The Ruby name.</summary>
    public string Name { get; }

    /// <summary>The encoding of a name from the wire. Unknown names give an encoding that keeps the name and decodes nothing.</summary>
    public static RubyEncoding Named(string name)
    {
        ReadOnlySpan<RubyEncoding> common = [Utf8, UsAscii, Binary];
        foreach (var encoding in common)
        {
            if (string.Equals(encoding.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return encoding;
            }
        }

        return Known.TryGetValue(name, out var known) ? known : new RubyEncoding(name, 0);
    }

    /// <summary>The text, or null when the bytes are not valid in this encoding or .NET does not know it.</summary>
    public string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (ReferenceEquals(this, Utf8))
        {
            return DecodeUtf8(bytes);
        }

        if (ReferenceEquals(this, UsAscii))
        {
            return Ascii.IsValid(bytes) ? Encoding.ASCII.GetString(bytes) : null;
        }

        try
        {
            return _strict.Value?.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Ruby lets strings hold bytes that their encoding forbids; null says so.
            return null;
        }
    }

    /// <summary>The text of UTF-8 bytes, or null when they are not valid.</summary>
    [SkipLocalsInit]
    public static string? DecodeUtf8(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ShortText)
        {
            return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
        }

        Span<char> text = stackalloc char[ShortText];
        var status = System.Text.Unicode.Utf8.ToUtf16(bytes, text, out _, out var length, replaceInvalidSequences: false);
        return status == OperationStatus.Done ? new string(text[..length]) : null;
    }

    private static Encoding? StrictEncoding(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private static FrozenDictionary<string, RubyEncoding> CreateKnown()
    {
        var known = new Dictionary<string, RubyEncoding>(StringComparer.OrdinalIgnoreCase);
        void Add(string name, int codePage) => known.Add(name, new RubyEncoding(name, codePage));

        Add("UTF-16LE", 1200);
        Add("UTF-16BE", 1201);
        Add("UTF-32LE", 12000);
        Add("UTF-32BE", 12001);
        Add("Shift_JIS", 932);
        Add("Windows-31J", 932);
        Add("EUC-JP", 51932);
        Add("GBK", 936);
        Add("GB18030", 54936);
        Add("Big5", 950);
        Add("EUC-KR", 51949);
        Add("CP949", 949);
        Add("KOI8-R", 20866);
        Add("KOI8-U", 21866);
        Add("IBM437", 437);
        Add("CP850", 850);
        Add("CP852", 852);
        Add("IBM866", 866);
        Add("TIS-620", 874);
        Add("Windows-874", 874);
        for (var page = 1250; page <= 1258; page++)
        {
            Add(MarshalErrors.Text($"Windows-{page}"), page);
        }

        ReadOnlySpan<int> parts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15];
        foreach (var part in parts)
        {
            Add(MarshalErrors.Text($"ISO-8859-{part}"), 28590 + part);
        }

        return known.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
