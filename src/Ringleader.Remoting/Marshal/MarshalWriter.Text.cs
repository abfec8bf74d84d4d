using System.Buffers;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting.Marshal;

/// <content>Scalars: numbers, Strings, Symbols and the instance variables that say a String's encoding.</content>
internal sealed partial class MarshalWriter
{
    /// <summary>Letters of a text whose UTF-8 has at most 122 bytes, the longest length of one byte.</summary>
    private const int ShortText = 40;

    /// <summary>Writes a value without boxing it.</summary>
    internal void WriteValue(bool value) => _output.Append(value ? MarshalFormat.True : MarshalFormat.False);

    /// <inheritdoc cref="WriteValue(bool)"/>
    internal void WriteValue(long value) => WriteInteger(value, box: null);

    /// <inheritdoc cref="WriteValue(bool)"/>
    internal void WriteValue(double value) => WriteFloat(value, box: null);

    /// <summary>Writes a String in UTF-8, or nil.</summary>
    internal void WriteValue(string? value)
    {
        if (value is null)
        {
            _output.Append(MarshalFormat.Nil);
            return;
        }

        CheckSize();
        _count++;
        if (value.Length <= ShortText && _encodingFlag is >= 0 and < 122 && TryWriteShort(value))
        {
            return;
        }

        _output.Append(MarshalFormat.InstanceVariables);
        AppendUtf8(_output, value);
        WriteCount(1);
        WriteEncodingFlag(isUtf8: true);
    }

    /// <summary>Writes a String whose length takes one byte, whatever its letters are, in one go.</summary>
    private bool TryWriteShort(string value)
    {
        const int around = 3 + 4;
        var span = _output.GetSpan(around + (ShortText * 3));
        if (Utf8.FromUtf16(value, span[3..], out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            return false;
        }

        var end = span.Slice(3 + length, 4);
        span[2] = (byte)(length == 0 ? 0 : length + 5);
        span[1] = MarshalFormat.String;
        span[0] = MarshalFormat.InstanceVariables;
        end[3] = MarshalFormat.True;
        end[2] = (byte)(_encodingFlag == 0 ? 0 : _encodingFlag + 5);
        end[1] = MarshalFormat.SymbolLink;
        end[0] = 1 + 5;
        _output.Advance(around + length);
        return true;
    }

    /// <summary>Appends tag, length and bytes of a String, without the variable that says it is UTF-8.</summary>
    private static void AppendUtf8(ByteBuffer output, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var span = output.GetSpan(1 + MarshalFormat.MaxIntegerBytes + length);
        span[0] = MarshalFormat.String;
        var start = 1 + MarshalFormat.WriteInteger(span[1..], length);
        if (Utf8.FromUtf16(text, span[start..], out _, out _, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw new MarshalException("A string with half of a surrogate pair has no form in UTF-8. Send its bytes, or repair the text.");
        }

        output.Advance(start + length);
    }

    private static void AppendBytes(ByteBuffer output, byte tag, ReadOnlySpan<byte> bytes)
    {
        var span = output.GetSpan(1 + MarshalFormat.MaxIntegerBytes + bytes.Length);
        span[0] = tag;
        var start = 1 + MarshalFormat.WriteInteger(span[1..], bytes.Length);
        bytes.CopyTo(span[start..]);
        output.Advance(start + bytes.Length);
    }

    private void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        _count++;
        AppendBytes(_output, MarshalFormat.String, bytes);
    }

    private void WriteInteger(long value, object? box)
    {
        if (value is < MarshalFormat.MinFixnum or > MarshalFormat.MaxFixnum)
        {
            // Ruby objects from 62 bits on: only those can be the same object twice.
            if (box is not null && value is < -(1L << 62) or >= 1L << 62)
            {
                if (TryWriteLink(box!))
                {
                    return;
                }
            }
            else
            {
                _count++;
            }
        }

        _output.Advance(MarshalFormat.WriteInt64(_output.GetSpan(MarshalFormat.MaxInt64Bytes), value));
    }

    private void WriteBigInteger(BigInteger value, object? box)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            WriteInteger((long)value, box);
            return;
        }

        if (box is not null && TryWriteLink(box))
        {
            return;
        }

        _count += box is null ? 1 : 0;
        _output.Advance(MarshalFormat.WriteBigInteger(_output.GetSpan(MarshalFormat.MaxBigIntegerBytes(value)), value));
    }

    private void WriteFloat(double value, object? box)
    {
        if (MarshalFormat.IsFlonum(value))
        {
            var bits = BitConverter.DoubleToInt64Bits(value);
            if (!_floats.TryAdd(bits, _count))
            {
                WriteTagged(MarshalFormat.Link, _floats[bits]);
                return;
            }

            _count++;
        }
        else if (box is null)
        {
            _count++;
        }
        else if (TryWriteLink(box))
        {
            return;
        }

        AppendFloat(_output, value);
    }

    private static void AppendFloat(ByteBuffer output, double value)
    {
        var span = output.GetSpan(2 + MarshalFormat.MaxFloatBytes);
        var length = MarshalFormat.WriteFloatText(span[2..], value);
        span[1] = (byte)(length + 5);
        span[0] = MarshalFormat.Float;
        output.Advance(2 + length);
    }

    private bool WriteEnum(Enum member)
    {
        var name = member.ToString();
        if (name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && !name.Contains(','))
        {
            WriteSymbol(RubySymbol.Of(RubyNames.ToSnakeCase(name)));
            return true;
        }

        // A combination of flags, or a number without a name.
        return Write(Convert.ChangeType(member, member.GetTypeCode(), System.Globalization.CultureInfo.InvariantCulture));
    }

    private void WriteSymbol(RubySymbol symbol)
    {
        if (_symbols.TryGetOrAdd(symbol, out var index))
        {
            WriteTagged(MarshalFormat.SymbolLink, index);
            return;
        }

        if (symbol.Equals(RubySymbol.EncodingFlag))
        {
            _encodingFlag = index;
        }

        // ASCII Symbols and binary ones go bare.
        if (ReferenceEquals(symbol.Encoding, RubyEncoding.UsAscii) || ReferenceEquals(symbol.Encoding, RubyEncoding.Binary))
        {
            AppendBytes(_output, MarshalFormat.Symbol, symbol.Bytes);
            return;
        }

        _output.Append(MarshalFormat.InstanceVariables);
        AppendBytes(_output, MarshalFormat.Symbol, symbol.Bytes);
        WriteCount(1);
        WriteEncoding(symbol.Encoding);
    }

    /// <summary>Writes the variable that says an encoding, other than binary.</summary>
    private void WriteEncoding(RubyEncoding encoding)
    {
        if (ReferenceEquals(encoding, RubyEncoding.Utf8) || ReferenceEquals(encoding, RubyEncoding.UsAscii))
        {
            WriteEncodingFlag(ReferenceEquals(encoding, RubyEncoding.Utf8));
            return;
        }

        WriteSymbol(RubySymbol.EncodingName);
        _encodings ??= new Dictionary<string, int>(StringComparer.Ordinal);
        if (!_encodings.TryAdd(encoding.Name, _count))
        {
            WriteTagged(MarshalFormat.Link, _encodings[encoding.Name]);
            return;
        }

        WriteBinary(Encoding.Latin1.GetBytes(encoding.Name));
    }

    private void WriteEncodingFlag(bool isUtf8)
    {
        if (_encodingFlag < 0)
        {
            WriteSymbol(RubySymbol.EncodingFlag);
        }
        else
        {
            WriteTagged(MarshalFormat.SymbolLink, _encodingFlag);
        }

        WriteValue(isUtf8);
    }
}
