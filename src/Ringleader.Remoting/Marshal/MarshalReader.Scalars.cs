namespace Ringleader.Remoting.Marshal;

/// <content>Documents that hold one scalar, read without boxes and tables. Anything else takes the general way.</content>
internal ref partial struct MarshalReader
{
    /// <summary>Reads a document that must be true or false.</summary>
    public bool ReadBoolean() => ReadTag() switch
    {
        MarshalFormat.True => true,
        MarshalFormat.False => false,
        _ => RubyConvert.ToBoolean(ReadDocument()),
    };

    /// <summary>Reads a document that must be an Integer in the range of <see cref="int"/>.</summary>
    public int ReadInt32() => ReadTag() == MarshalFormat.Fixnum
        ? MarshalFormat.ReadInteger(_source, ref _position)
        : RubyConvert.ToInt32(ReadDocument());

    /// <summary>Reads a document that must be an Integer in the range of <see cref="long"/>.</summary>
    public long ReadInt64() => ReadTag() switch
    {
        MarshalFormat.Fixnum => MarshalFormat.ReadInteger(_source, ref _position),
        MarshalFormat.Bignum when MarshalFormat.ReadBignum(_source, ref _position, out var small, out _) => small,
        _ => RubyConvert.ToInt64(ReadDocument()),
    };

    /// <summary>Reads a document that must be a number.</summary>
    public double ReadDouble() => ReadTag() switch
    {
        MarshalFormat.Float => MarshalFormat.ParseFloat(ReadBytes()),
        MarshalFormat.Fixnum => MarshalFormat.ReadInteger(_source, ref _position),
        _ => RubyConvert.ToDouble(ReadDocument()),
    };

    /// <summary>Reads a document that must be a String, a Symbol or nil.</summary>
    public string? ReadText()
    {
        switch (ReadTag())
        {
            case MarshalFormat.Nil:
                return null;
            case MarshalFormat.Symbol:
                return RubySymbol.OfBare(ReadBytes()).Name;
            case MarshalFormat.InstanceVariables when _position < _source.Length && _source[_position] == MarshalFormat.String:
                _position++;
                var bytes = ReadBytes();
                if (_source[_position..] is [6, MarshalFormat.Symbol, 6, (byte)'E', var flag, ..] && flag is MarshalFormat.True or MarshalFormat.False
                    && (flag == MarshalFormat.True ? RubyEncoding.Utf8 : RubyEncoding.UsAscii).Decode(bytes) is { } text)
                {
                    return text;
                }

                break;
        }

        return RubyConvert.ToText(ReadDocument());
    }

    /// <summary>True for the document of nil. The document can be read afterwards.</summary>
    public bool ReadIsNil() => ReadTag() == MarshalFormat.Nil;

    private byte ReadTag()
    {
        ReadHeader();
        return MarshalFormat.ReadByte(_source, ref _position);
    }
}
