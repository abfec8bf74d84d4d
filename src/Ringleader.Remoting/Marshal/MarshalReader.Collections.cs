namespace Ringleader.Remoting.Marshal;

/// <content>Arrays, Hashes, and the nodes around values of subclasses and extended objects.</content>
internal ref partial struct MarshalReader
{
    private const int PairWork = 4;

    private object ReadArray(bool hasVariables, bool isWrapped)
    {
        var count = ReadCount();
        Promise(count);
        var array = new object?[count];
        var index = _objectCount;
        Register(array);
        for (var i = 0; i < array.Length; i++)
        {
            array[i] = ReadValue();
        }

        if (!hasVariables)
        {
            return array;
        }

        ReadVariables(out var fields, out _);
        return Annotate(array, fields, index, isWrapped);
    }

    private object ReadHash(bool hasDefault, bool byIdentity, bool hasVariables, bool isWrapped)
    {
        var count = ReadCount();
        Promise((2L * count) + (hasDefault ? 1 : 0));
        var hash = new RubyHash(count) { IsCompareByIdentity = byIdentity };
        var index = _objectCount;
        Register(hash);
        for (var i = 0; i < count; i++)
        {
            var key = ReadValue();
            Charge(PairWork + RubyKeyComparer.Work(key));
            hash[key] = ReadValue();
        }

        hash.Default = hasDefault ? ReadValue() : null;
        if (!hasVariables)
        {
            return hash;
        }

        ReadVariables(out var fields, out var isKeywords);
        hash.IsKeywords = isKeywords;
        return Annotate(hash, fields, index, isWrapped);
    }

    private object ReadSubclass(bool hasVariables, bool isWrapped)
    {
        var at = _position - 1;
        var className = ReadSymbolUncounted();
        var tag = MarshalFormat.ReadByte(_source, ref _position);
        if (tag is MarshalFormat.Hash or MarshalFormat.HashWithDefault && string.Equals(className.Name, "Hash", StringComparison.Ordinal))
        {
            // A Hash cannot be a subclass of itself; this is how Ruby marks compare_by_identity.
            return ReadHash(tag == MarshalFormat.HashWithDefault, byIdentity: true, hasVariables, isWrapped);
        }

        var node = new RubySubclass(className);
        _wrapper ??= node;
        node.Value = ReadTagged(tag, hasVariables, isWrapped: true);
        var isBuiltIn = node.Value is string or byte[] or RubyString or object?[] or RubyHash or RubyRegexp or RubyAnnotated;
        return _wrapper is null && isBuiltIn ? node : throw MarshalErrors.BadWrapper("C", at);
    }

    private RubyExtended ReadExtended(bool hasVariables)
    {
        var at = _position - 1;
        var modules = new List<RubySymbol>(1);
        byte tag;
        do
        {
            // Each module counts like a value: a chain of links is cheap to send.
            Promise(1);
            modules.Add(ReadSymbol());
            tag = MarshalFormat.ReadByte(_source, ref _position);
        }
        while (tag == MarshalFormat.Extended);

        if (!CanBeExtended(tag))
        {
            throw MarshalErrors.BadWrapper("e", at);
        }

        var node = new RubyExtended([.. modules]);
        _wrapper ??= node;
        node.Value = ReadTagged(tag, hasVariables, isWrapped: true);
        return _wrapper is null && node.Value is not null ? node : throw MarshalErrors.BadWrapper("e", at);
    }

    /// <summary>Numbers, nil and the like have no modules of their own, and classes are only names here.</summary>
    private static bool CanBeExtended(byte tag) =>
        tag is MarshalFormat.String or MarshalFormat.Regexp or MarshalFormat.Array or MarshalFormat.Hash or MarshalFormat.HashWithDefault
            or MarshalFormat.Object or MarshalFormat.Struct or MarshalFormat.UserDefined or MarshalFormat.UserMarshal
            or MarshalFormat.Subclass;
}
