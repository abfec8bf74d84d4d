namespace Ringleader.Remoting.Marshal;

/// <summary>
/// The tags of Ruby's Marshal format 4.8 and the pure functions that read and write its primitives: integers, byte
/// sequences, bignums and the text of floats. The two halves mirror each other; neither keeps state.
/// </summary>
/// <remarks>The format is that of CRuby's marshal.c; <c>docs/protocols/druby.md</c> has the grammar and the links' numbering.</remarks>
internal static partial class MarshalFormat
{
    public const byte Major = 4;
    public const byte Minor = 8;

    public const byte Nil = (byte)'0';
    public const byte True = (byte)'T';
    public const byte False = (byte)'F';
    public const byte Fixnum = (byte)'i';
    public const byte Bignum = (byte)'l';
    public const byte Float = (byte)'f';
    public const byte String = (byte)'"';
    public const byte InstanceVariables = (byte)'I';
    public const byte Symbol = (byte)':';
    public const byte SymbolLink = (byte)';';
    public const byte Link = (byte)'@';
    public const byte Array = (byte)'[';
    public const byte Hash = (byte)'{';
    public const byte HashWithDefault = (byte)'}';
    public const byte Regexp = (byte)'/';
    public const byte Class = (byte)'c';
    public const byte Module = (byte)'m';
    public const byte ClassOrModule = (byte)'M';
    public const byte Object = (byte)'o';
    public const byte Struct = (byte)'S';
    public const byte UserDefined = (byte)'u';
    public const byte UserMarshal = (byte)'U';
    public const byte Subclass = (byte)'C';
    public const byte Extended = (byte)'e';
    public const byte OldData = (byte)'d';

    /// <summary>The smallest and largest Integer of tag <c>i</c>; others are bignums even where Ruby keeps them in one word.</summary>
    public const long MinFixnum = -(1L << 30);

    /// <inheritdoc cref="MinFixnum"/>
    public const long MaxFixnum = (1L << 30) - 1;

    /// <summary>
    /// True when 64-bit CRuby keeps this double in a word (a flonum), so that equal ones are one object and the second is
    /// written as a link: positive zero, and exponents of moderate size.
    /// </summary>
    public static bool IsFlonum(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var top = (int)(bits >> 60) & 7;
        return bits == 0 || (top is 3 or 4 && bits != 0x3000_0000_0000_0000);
    }
}
