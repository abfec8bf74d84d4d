using System.Globalization;
using System.Text;

namespace Ringleader.Remoting.Marshal;

/// <summary>The texts of the codec's errors. Ruby's own words are in them, so that either side's habit of searching works.</summary>
internal static class MarshalErrors
{
    public static MarshalException TooShort(int length, int position, long wanted) => new(Text(
        $"The Marshal document ends too early (marshal data too short): at byte {position} of {length} at least {wanted} more were wanted."));

    public static MarshalException Version(byte major, byte minor) => new(Text(
        $"The Marshal document is of version {major}.{minor} (incompatible marshal file format): format version 4.8 required."));

    public static MarshalException UnknownTag(byte tag, int position) => new(Text(
        $"The Marshal document has an unknown tag (dump format error(0x{tag:x2})) at byte {position}."));

    public static MarshalException Unlinked(int index, int count) => new(Text(
        $"The Marshal document links to object {index} of {count} so far (dump format error (unlinked))."));

    public static MarshalException BadSymbol(int index, int count) => new(Text(
        $"The Marshal document links to symbol {index} of {count} so far (bad symbol)."));

    public static MarshalException NotASymbol(byte tag, int position) => new(Text(
        $"The Marshal document has something else where a Symbol must be (dump format error for symbol(0x{tag:x2})) at byte {position}."));

    public static MarshalException NegativeCount(int count, int position) => new(Text(
        $"The Marshal document has the count {count} at byte {position} (negative array size (or size too big))."));

    public static MarshalException FloatText(ReadOnlySpan<byte> text) => new(Text(
        $"The Marshal document has a Float of the text '{Encoding.Latin1.GetString(text[..Math.Min(text.Length, 40)])}'."));

    public static MarshalException Limit(string option, long limit, long actual) => new(Text(
        $"This side did not read a Marshal document that has {actual} where {limit} is the limit. Raise MarshalOptions.{option} if such documents are expected."));

    public static MarshalException WrittenTooLarge(long limit, long actual) => new(Text(
        $"This side did not write a Marshal document of more than {limit} bytes; it had {actual} so far. Raise MarshalOptions.MaxWrittenBytes if such documents are to be sent."));

    public static MarshalException TooMuchWork(long limit) => new(Text(
        $"The Marshal document costs more than {limit} units of work to read, as with many long keys of Hashes. Raise MarshalOptions.MaxWork if such documents are expected."));

    public static MarshalException WrittenTooDeep(long limit) => new(Text(
        $"This side did not write a value that is nested deeper than {limit} levels. Raise MarshalOptions.MaxDepth if such values are to be sent."));

    public static MarshalException BadWrapper(string name, int position) => new(Text(
        $"The Marshal document has '{name}' around a value that cannot carry it (dump format error) at byte {position}."));

    public static MarshalException Malformed(string className, string problem) => new(Text(
        $"The Marshal document has a '{className}' that cannot be read: {problem}."));

    public static MarshalException Unfinished(string className) => new(Text(
        $"The Marshal document has a '{className}' that contains itself, and its registered type is built from its members. Leave the class unregistered to read it as a RubyObject."));

    public static MarshalException CannotWrite(Type type) => new(Text(
        $"A value of type '{type}' has no form in Ruby's Marshal format. Register it with [RubyType], or let it travel by reference with [RemoteContract] on its interface or [ByReference] on its class."));

    public static MarshalException CannotWriteLazy(Type type) => new(Text(
        $"A value of type '{type}' is a lazy sequence, which has no form in Ruby's Marshal format. Call ToList on it first."));

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
