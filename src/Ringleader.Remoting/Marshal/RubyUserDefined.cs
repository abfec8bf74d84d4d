namespace Ringleader.Remoting.Marshal;

/// <summary>An object that its Ruby class dumped to bytes with <c>_dump</c>. The bytes are kept and never interpreted.</summary>
public sealed class RubyUserDefined
{
    /// <summary>Names the class and copies the bytes.</summary>
    /// <param name="className">The full Ruby name.</param>
    /// <param name="payload">What <c>_dump</c> gave.</param>
    /// <param name="encodingName">The encoding of the String that <c>_dump</c> gave.</param>
    public RubyUserDefined(string className, ReadOnlySpan<byte> payload, string encodingName = "ASCII-8BIT")
        : this(RubySymbol.Of(className), payload.ToArray(), RubyEncoding.Named(encodingName), fields: null)
    {
    }

    internal RubyUserDefined(RubySymbol className, byte[] payload, RubyEncoding encoding, RubyFields? fields)
    {
        ClassSymbol = className;
        Payload = payload;
        Encoding = encoding;
        Variables = fields ?? new RubyFields(0);
    }

    /// <summary>The full Ruby name of the class.</summary>
    public string ClassName => ClassSymbol.Name;

    /// <summary>What <c>_dump</c> gave.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The encoding of the String that <c>_dump</c> gave.</summary>
    public string EncodingName => Encoding.Name;

    /// <summary>Further instance variables of that String.</summary>
    public RubyFields Variables { get; }

    internal RubySymbol ClassSymbol { get; }

    internal RubyEncoding Encoding { get; }
}
