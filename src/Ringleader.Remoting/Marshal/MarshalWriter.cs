using System.Numerics;
using Ringleader.Hashing;

namespace Ringleader.Remoting.Marshal;

/// <summary>
/// Writes Marshal documents. Reusable for one document after the other, not thread-safe. What becomes of which .NET type is
/// described at <see cref="RubyMarshal"/>.
/// </summary>
/// <remarks>
/// Arrays, lists, dictionaries and nodes that occur twice are written once and linked, so cycles end and Ruby sees the same
/// sharing. A <see cref="string"/> is never linked: it is immutable here, but two places would share one mutable String there.
/// </remarks>
internal sealed partial class MarshalWriter
{
    private readonly MarshalOptions _options;
    private readonly WrittenSymbols _symbols = new();
    private readonly WrittenObjects _objects = new();
    private readonly Dictionary<long, int> _floats = new(KeyedInt64Comparer.Instance);
    private ByteBuffer _output = null!; // Set for the time of one Write call.
    private IMarshalReferences? _references;
    private int _start;
    private int _depth;

    /// <summary>The number of the next object.</summary>
    private int _count;

    /// <summary>The number of Symbol E, which most Strings need, or -1.</summary>
    private int _encodingFlag = -1;

    /// <summary>Encoding names that were written, with the numbers of their Strings.</summary>
    private Dictionary<string, int>? _encodings;

    /// <summary>How many members the registered object has written that is at work.</summary>
    private int _memberCount;

    /// <summary>True once a member turned out to travel only by reference: the document is given up.</summary>
    private bool _isUndumped;

    public MarshalWriter(MarshalOptions options) => _options = options;

    /// <summary>How much of their stack trace exceptions of registered types carry.</summary>
    public BacktraceDetail Backtraces { get; init; } = BacktraceDetail.Members;

    /// <summary>
    /// Appends the header and one value. False, with the output as it was, when the value or something in it travels only by
    /// reference: then the caller writes a reference to the whole value.
    /// </summary>
    public bool TryWriteDocument(ByteBuffer output, object? value, IMarshalReferences? references)
    {
        var start = output.Length;
        var isWritten = false;
        _output = output;
        _references = references;
        _start = start;
        try
        {
            WriteHeader(output);
            var isComplete = Write(value);
            CheckSize();
            isWritten = isComplete;
            return isWritten;
        }
        finally
        {
            if (!isWritten)
            {
                output.Truncate(start);
            }

            Reset();
        }
    }

    private static void WriteHeader(ByteBuffer output) => output.Advance(MarshalFormat.WriteHeader(output.GetSpan(2)));

    private void Reset()
    {
        _symbols.Clear();
        _objects.Clear();
        _floats.Clear();
        _encodings?.Clear();
        _output = null!;
        _references = null;
        _depth = 0;
        _count = 0;
        _encodingFlag = -1;
        _memberCount = 0;
        _isUndumped = false;
    }

    private bool Write(object? value)
    {
        switch (value)
        {
            case null:
                _output.Append(MarshalFormat.Nil);
                return true;
            case string text:
                WriteValue(text);
                return true;
            case RubySymbol symbol:
                WriteSymbol(symbol);
                return true;
            case long number:
                WriteInteger(number, value);
                return true;
            case int number:
                WriteValue((long)number);
                return true;
            case bool flag:
                WriteValue(flag);
                return true;
            case double number:
                WriteFloat(number, value);
                return true;
            default:
                return WriteNested(value);
        }
    }

    private bool WriteNested(object value)
    {
        CheckSize();
        if (++_depth > _options.MaxDepth)
        {
            throw MarshalErrors.WrittenTooDeep(_options.MaxDepth);
        }

        // Exact types come first, as their checks are the cheapest.
        var isWritten = value switch
        {
            RubyHash hash => WriteHash(hash),
            _ when value.GetType() == typeof(object[]) => WriteArray((object?[])value),
            _ when value.GetType() == typeof(Dictionary<string, object?>) => WriteDictionary((Dictionary<string, object?>)value),
            KeywordArguments keywords => WriteKeywords(keywords),
            RubyObject or RubyStruct or RubyString or RubyRange or RubyRegexp or RubySet or RubyTime or RubyClass or RubyModule
                or RubyUserDefined or RubyUserMarshal or RubySubclass or RubyExtended or RubyAnnotated or RubyRational or RubyComplex
                or DrbReference or RubyUriOption or UnknownObject => WriteNode(value),
            object?[] array => WriteArray(array),
            _ => WriteScalar(value) || WriteForm(value),
        };
        _depth--;
        return isWritten;
    }

    /// <summary>Writes a value of a framework type that is neither collection nor object. False when it is none.</summary>
    private bool WriteScalar(object value)
    {
        switch (value)
        {
            case Enum member:
                return WriteEnum(member);
            case short or ushort or byte or sbyte or uint:
                WriteValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                return true;
            case ulong number:
                WriteBigInteger(number, box: null);
                return true;
            case nint number:
                WriteValue((long)number);
                return true;
            case nuint number:
                WriteBigInteger(number, box: null);
                return true;
            case BigInteger number:
                WriteBigInteger(number, value);
                return true;
            case Int128 number:
                WriteBigInteger(number, box: null);
                return true;
            case UInt128 number:
                WriteBigInteger(number, box: null);
                return true;
            case float number:
                WriteValue((double)number);
                return true;
            case Half number:
                WriteValue((double)number);
                return true;
            case TimeSpan duration:
                WriteValue(duration.TotalSeconds);
                return true;
            case char letter:
                WriteValue(letter.ToString());
                return true;
            case Guid or Version:
                WriteValue(value.ToString());
                return true;
            case Uri uri:
                WriteValue(uri.OriginalString);
                return true;
            case ReadOnlyMemory<byte> bytes:
                WriteBinary(bytes.Span);
                return true;
            case Memory<byte> bytes:
                WriteBinary(bytes.Span);
                return true;
            case ArraySegment<byte> bytes:
                WriteBinary(bytes);
                return true;
            default:
                return WellKnownValues.ToNode(value) is { } node && WriteNode(node);
        }
    }

    /// <summary>
    /// Writes a link when the object was written before. Otherwise it gets the next number, and its own bytes have to follow.
    /// </summary>
    private bool TryWriteLink(object value)
    {
        if (TryWriteKnown(value))
        {
            return true;
        }

        _objects.Add(value, _count++);
        return false;
    }

    private bool TryWriteKnown(object value)
    {
        if (!_objects.TryGet(value, out var index))
        {
            return false;
        }

        WriteTagged(MarshalFormat.Link, index);
        return true;
    }

    private void CheckSize()
    {
        var size = _output.Length - _start;
        if (size > _options.MaxWrittenBytes)
        {
            throw MarshalErrors.WrittenTooLarge(_options.MaxWrittenBytes, size);
        }
    }

    private void WriteTagged(byte tag, int value)
    {
        var span = _output.GetSpan(1 + MarshalFormat.MaxIntegerBytes);
        span[0] = tag;
        _output.Advance(1 + MarshalFormat.WriteInteger(span[1..], value));
    }

    private void WriteCount(int count) =>
        _output.Advance(MarshalFormat.WriteInteger(_output.GetSpan(MarshalFormat.MaxIntegerBytes), count));
}
