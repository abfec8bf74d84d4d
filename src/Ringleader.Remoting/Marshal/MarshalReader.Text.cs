namespace Ringleader.Remoting.Marshal;

/// <content>Strings, Symbols, Regexps and the instance variables that give them their encoding.</content>
internal ref partial struct MarshalReader
{
    /// <summary>A Symbol in another encoding than UTF-8 is decoded, which may end in an exception.</summary>
    private const int ForeignSymbolWork = 1000;

    private object ReadString(bool hasVariables, bool isWrapped)
    {
        var bytes = ReadBytes();
        if (!hasVariables)
        {
            return Register<object>(_exact ? new RubyString(bytes.ToArray(), RubyEncoding.Binary) : bytes.ToArray());
        }

        // One instance variable E is by far the most common: nothing can refer to the String before it is complete.
        if (!_exact && !isWrapped && TryReadEncodingFlag(out var encoding))
        {
            return Register(encoding.Decode(bytes) ?? (object)new RubyString(bytes.ToArray(), encoding));
        }

        var node = new RubyString(bytes.ToArray(), RubyEncoding.Binary);
        var index = _objectCount;
        Register(node);
        node.Encoding = ReadVariables(out var fields, out _);
        object value = node;
        if (!_exact)
        {
            value = ReferenceEquals(node.Encoding, RubyEncoding.Binary) ? bytes.ToArray() : NaturalText(node.Encoding, bytes) ?? value;
        }

        if (fields is not null && (_exact || isWrapped))
        {
            value = new RubyAnnotated(value, fields);
        }

        if (!isWrapped)
        {
            Replace(index, value);
        }

        return value;
    }

    /// <summary>The text, or null where a <see cref="string"/>, which is written in UTF-8, would lose the encoding.</summary>
    private static string? NaturalText(RubyEncoding encoding, ReadOnlySpan<byte> bytes) =>
        ReferenceEquals(encoding, RubyEncoding.Utf8) || ReferenceEquals(encoding, RubyEncoding.UsAscii) ? encoding.Decode(bytes) : null;

    /// <summary>Reads exactly one variable E. False, with nothing consumed, when it is anything else.</summary>
    private bool TryReadEncodingFlag(out RubyEncoding encoding)
    {
        encoding = RubyEncoding.Utf8;
        var rest = _source[_position..];
        int length;
        if (rest is [6, MarshalFormat.SymbolLink, var link, ..])
        {
            var index = link == 0 ? 0 : link - 5;
            if ((uint)index >= (uint)_symbolCount || !ReferenceEquals(_symbols[index], RubySymbol.EncodingFlag))
            {
                return false;
            }

            length = 3;
        }
        else if (rest is [6, MarshalFormat.Symbol, 6, (byte)'E', ..])
        {
            length = 4;
        }
        else
        {
            return false;
        }

        if (length >= rest.Length || rest[length] is not (MarshalFormat.True or MarshalFormat.False))
        {
            return false;
        }

        if (length == 4)
        {
            AddSymbol(RubySymbol.EncodingFlag);
        }

        encoding = rest[length] == MarshalFormat.True ? RubyEncoding.Utf8 : RubyEncoding.UsAscii;
        _position += length + 1;
        return true;
    }

    /// <summary>
    /// Reads the instance variables behind a value: the encoding, the mark of keyword arguments, and others as fields, which are
    /// null when there are none.
    /// </summary>
    private RubyEncoding ReadVariables(out RubyFields? fields, out bool isKeywords)
    {
        fields = null;
        isKeywords = false;
        var encoding = RubyEncoding.Binary;
        var count = ReadCount();
        Promise(2L * count);
        for (var i = 0; i < count; i++)
        {
            var name = ReadSymbol();
            var value = ReadValue();
            if (name == RubySymbol.EncodingFlag && value is bool isUtf8)
            {
                encoding = isUtf8 ? RubyEncoding.Utf8 : RubyEncoding.UsAscii;
            }
            else if (name == RubySymbol.EncodingName && EncodingNameOf(value) is { } encodingName)
            {
                encoding = RubyEncoding.Named(encodingName);
            }
            else if (name == RubySymbol.KeywordFlag && value is true)
            {
                isKeywords = true;
            }
            else
            {
                fields ??= new RubyFields();
                fields.Add(name, value);
            }
        }

        return encoding;
    }

    private static string? EncodingNameOf(object? value) => value switch
    {
        byte[] bytes => System.Text.Encoding.Latin1.GetString(bytes),
        RubyString name => System.Text.Encoding.Latin1.GetString(name.Span),
        _ => null,
    };

    /// <summary>Reads a Symbol where the format allows nothing else: class names and names of variables.</summary>
    private RubySymbol ReadSymbol()
    {
        _owed--;
        return ReadSymbolUncounted();
    }

    private RubySymbol ReadSymbolUncounted()
    {
        var tag = MarshalFormat.ReadByte(_source, ref _position);
        if (tag == MarshalFormat.SymbolLink)
        {
            return ReadSymbolLink();
        }

        var hasVariables = tag == MarshalFormat.InstanceVariables;
        if (hasVariables)
        {
            tag = MarshalFormat.ReadByte(_source, ref _position);
        }

        return tag == MarshalFormat.Symbol ? ReadNewSymbol(hasVariables) : throw MarshalErrors.NotASymbol(tag, _position - 1);
    }

    private RubySymbol ReadSymbolLink()
    {
        var index = MarshalFormat.ReadInteger(_source, ref _position);
        return (uint)index < (uint)_symbolCount && _symbols[index] is { } symbol ? symbol : throw MarshalErrors.BadSymbol(index, _symbolCount);
    }

    private RubySymbol ReadNewSymbol(bool hasVariables)
    {
        var bytes = ReadBytes();
        if (!hasVariables)
        {
            return AddSymbol(RubySymbol.OfBare(bytes));
        }

        // The Symbol takes its number before the Symbol E of its own encoding does.
        var index = _symbolCount;
        AddSymbol(null);
        var encoding = ReadVariables(out _, out _);
        Charge(ReferenceEquals(encoding, RubyEncoding.Utf8) ? 0 : ForeignSymbolWork);
        var symbol = ReferenceEquals(encoding, RubyEncoding.Utf8) && System.Text.Unicode.Utf8.IsValid(bytes)
            ? RubySymbol.OfUtf8(bytes)
            : RubySymbol.OfEncoded(bytes, encoding);
        return _symbols[index] = symbol;
    }

    private RubySymbol AddSymbol(RubySymbol? symbol)
    {
        if (_symbolCount == _options.MaxSymbols)
        {
            throw MarshalErrors.Limit(nameof(MarshalOptions.MaxSymbols), _options.MaxSymbols, _symbolCount + 1L);
        }

        if (_symbolCount == _symbols.Length)
        {
            Grow(ref _symbols, _symbolCount);
        }

        _symbols[_symbolCount++] = symbol;
        return symbol!;
    }

    private object ReadRegexp(bool hasVariables, bool isWrapped)
    {
        var pattern = new RubyString(ReadBytes().ToArray(), RubyEncoding.Binary);
        var options = (RubyRegexpOptions)MarshalFormat.ReadByte(_source, ref _position);
        var regexp = new RubyRegexp(pattern, options);
        var index = _objectCount;
        Register(regexp);
        if (!hasVariables)
        {
            return regexp;
        }

        pattern.Encoding = ReadVariables(out var fields, out _);
        return Annotate(regexp, fields, index, isWrapped);
    }

    /// <summary>Puts fields around a value that is complete. Natural built-in values go without.</summary>
    private readonly object Annotate(object value, RubyFields? fields, int index, bool isWrapped)
    {
        if (fields is null || (!_exact && !isWrapped && value is not (RubyStruct or RubyRegexp)))
        {
            return value;
        }

        var annotated = new RubyAnnotated(value, fields);
        if (!isWrapped)
        {
            Replace(index, annotated);
        }

        return annotated;
    }
}
