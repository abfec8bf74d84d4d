namespace Ringleader.Remoting.Marshal;

/// <content>Objects, Structs and what classes dumped themselves to.</content>
internal ref partial struct MarshalReader
{
    /// <summary>How many bytes can be searched through for one unit of work.</summary>
    private const int BytesOfUnit = 64;

    private object ReadObject(bool isWrapped)
    {
        var className = ReadSymbolUncounted();
        if (FindType(className) is { } type)
        {
            return ReadRegistered(type, className, isWrapped);
        }

        var index = _objectCount;
        var node = Register(new RubyObject(className, new RubyFields(PromiseFields())));
        ReadFields(node.Variables);
        if (WellKnownObjects.Simplify(node, _exact) is not { } simple)
        {
            return node;
        }

        if (!isWrapped)
        {
            Replace(index, simple);
        }

        return simple;
    }

    private object ReadStruct(bool hasVariables, bool isWrapped)
    {
        var className = ReadSymbolUncounted();
        var index = _objectCount;
        object value;
        if (FindType(className) is { } type)
        {
            value = ReadRegistered(type, className, isWrapped);
        }
        else
        {
            var node = Register(new RubyStruct(className, new RubyFields(PromiseFields())));
            ReadFields(node.Members);
            value = node;
        }

        if (!hasVariables)
        {
            return value;
        }

        ReadVariables(out var fields, out _);
        return Annotate(value, fields, index, isWrapped);
    }

    private int PromiseFields()
    {
        var count = ReadCount();
        Promise(2L * count);
        return count;
    }

    private void ReadFields(RubyFields fields)
    {
        for (var i = fields.Capacity; i > 0; i--)
        {
            var name = ReadSymbol();
            fields.Add(name, ReadValue());
        }
    }

    private RegisteredType? FindType(RubySymbol className)
    {
        if (_exact)
        {
            return null;
        }

        if (!ReferenceEquals(className, _lastClass))
        {
            _lastType = _options.Types.Find(className);
            _lastClass = className;
        }

        return _lastType;
    }

    private object ReadRegistered(RegisteredType type, RubySymbol className, bool isWrapped)
    {
        var index = _objectCount;
        Register(_mayLink ? new UnfinishedObject(className.Name) : null);
        var count = PromiseFields();
        var start = _memberCount;
        for (var i = 0; i < count; i++)
        {
            var name = ReadSymbol();
            var value = ReadValue();
            if (_memberCount == _members.Length)
            {
                Grow(ref _members, _memberCount);
            }

            _members[_memberCount++] = new(name, value);
        }

        var result = Build(type, new RubyMembers(className, _members, start, count));
        _memberCount = start;
        if (!isWrapped)
        {
            Replace(index, result);
        }

        return result;
    }

    private static object Build(RegisteredType type, RubyMembers members)
    {
        try
        {
            return type.Mapping.Read(members);
        }
        catch (Exception problem) when (problem is not MarshalException)
        {
            // What a constructor refuses is a document that cannot be read.
            throw new MarshalException(
                MarshalErrors.Text($"A '{members.ClassName}' could not be made into a '{type.Mapping.Type}': {problem.Message}"), problem);
        }
    }

    private object ReadUserMarshal(bool isWrapped)
    {
        var index = _objectCount;
        var node = new RubyUserMarshal(ReadSymbolUncounted());
        Register(node);
        Promise(1);
        node.Payload = ReadValue();
        if (_exact || WellKnownObjects.Simplify(node) is not { } simple)
        {
            return node;
        }

        if (!isWrapped)
        {
            Replace(index, simple);
        }

        return simple;
    }

    private object? ReadUserDefined(bool hasVariables)
    {
        // The object takes its number behind those of its variables.
        var wrapper = _wrapper;
        _wrapper = null;
        var className = ReadSymbolUncounted();
        var payload = ReadBytes();
        var encoding = ReadPayloadVariables(hasVariables, out var fields);
        _wrapper = wrapper;
        var value = className.Name switch
        {
            "DRb::DRbObject" => ReadReference(payload),
            "DRb::DRbUnknown" => ReadUnknown(payload),
            "DRb::DRbArray" when !_exact => ReadNestedDocument(payload),
            "Time" when payload.Length >= 8 => ReadTime(payload, fields),
            "BigDecimal" when !_exact && BigDecimalText.TryParse(payload, out var number) => number,
            "NameError::message" when !_exact => encoding.Decode(payload),
            _ => null,
        };
        return Register(value ?? new RubyUserDefined(className, payload.ToArray(), encoding, fields));
    }

    /// <summary>Reads the variables of a dump. They are kept exactly, since the dump is kept as a whole.</summary>
    private RubyEncoding ReadPayloadVariables(bool hasVariables, out RubyFields? fields)
    {
        fields = null;
        if (!hasVariables)
        {
            return RubyEncoding.Binary;
        }

        var exact = _exact;
        _exact = true;
        var encoding = ReadVariables(out fields, out _);
        _exact = exact;
        return encoding;
    }

    private readonly object ReadTime(ReadOnlySpan<byte> payload, RubyFields? fields)
    {
        var time = new RubyTime(payload.ToArray(), fields ?? new RubyFields(0));
        return !_exact && time.TryGetDateTimeOffset(out var natural) ? natural : time;
    }

    private object? ReadReference(ReadOnlySpan<byte> payload)
    {
        if (ReadNestedDocument(payload) is not object?[] { Length: 2 } pair || WellKnownObjects.TextOf(pair[0]) is not { } uri)
        {
            throw MarshalErrors.Malformed("DRb::DRbObject", "its dump is not an Array of a URI and an id");
        }

        return _references is null
            ? new DrbReference(uri, pair[1]) { Payload = _exact ? payload.ToArray() : null }
            : _references.Resolve(uri, pair[1]);
    }

    private object? ReadUnknown(ReadOnlySpan<byte> payload)
    {
        var name = WellKnownObjects.ClassNameOf(payload);
        return FindType(RubySymbol.Of(name)) is not null ? ReadNestedDocument(payload) : new UnknownObject(name, payload.ToArray());
    }

    /// <summary>Reads a document that is the dump of an object. It has tables of its own but shares the limits.</summary>
    private object? ReadNestedDocument(ReadOnlySpan<byte> payload)
    {
        var nested = new MarshalReader(payload, _options, _references, _meter) { _depth = _depth, _elements = _elements, _work = _work };
        nested.Charge(payload.Length / BytesOfUnit);
        var value = nested.ReadDocument();
        _elements = nested._elements;
        _work = nested._work;
        return value;
    }
}
