namespace Ringleader.Remoting.Marshal;

/// <content>Whole documents, as the messages of a call need them. Those of one scalar need no tables.</content>
internal sealed partial class MarshalWriter
{
    private const string ReferenceClass = "DRb::DRbObject";

    /// <summary>Appends the document of nil.</summary>
    public static void WriteNil(ByteBuffer output) => WriteByte(output, MarshalFormat.Nil);

    /// <summary>Appends the document of true or false.</summary>
    public static void WriteBoolean(ByteBuffer output, bool value) => WriteByte(output, value ? MarshalFormat.True : MarshalFormat.False);

    /// <summary>Appends the document of an Integer.</summary>
    public static void WriteInt64(ByteBuffer output, long value)
    {
        var span = output.GetSpan(2 + MarshalFormat.MaxInt64Bytes);
        MarshalFormat.WriteHeader(span);
        output.Advance(2 + MarshalFormat.WriteInt64(span[2..], value));
    }

    /// <summary>Appends the document of a Float.</summary>
    public static void WriteDouble(ByteBuffer output, double value)
    {
        WriteHeader(output);
        AppendFloat(output, value);
    }

    /// <summary>Appends the document of a String in UTF-8.</summary>
    public static void WriteText(ByteBuffer output, string value)
    {
        var start = output.Length;
        WriteHeader(output);
        output.Append(MarshalFormat.InstanceVariables);
        try
        {
            AppendUtf8(output, value);
        }
        catch (MarshalException)
        {
            output.Truncate(start);
            throw;
        }

        output.Append("\u0006:\u0006ET"u8);
    }

    /// <summary>Appends the document of a String in US-ASCII, as method names travel.</summary>
    public static void WriteAscii(ByteBuffer output, ReadOnlySpan<byte> value)
    {
        WriteHeader(output);
        output.Append(MarshalFormat.InstanceVariables);
        AppendBytes(output, MarshalFormat.String, value);
        output.Append("\u0006:\u0006EF"u8);
    }

    /// <summary>Appends the document of a Symbol.</summary>
    public static void WriteSymbol(ByteBuffer output, string name)
    {
        var symbol = RubySymbol.Of(name);
        var isAscii = ReferenceEquals(symbol.Encoding, RubyEncoding.UsAscii);
        WriteHeader(output);
        output.Append(isAscii ? [] : "I"u8);
        AppendBytes(output, MarshalFormat.Symbol, symbol.Bytes);
        output.Append(isAscii ? [] : "\u0006:\u0006ET"u8);
    }

    /// <summary>Appends the document of a reference.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="uri">The address of the process that has the object.</param>
    /// <param name="id">The object's id there: null for the front object, an integer, a string, a <see cref="RubyUriOption"/>, or any other plain value.</param>
    public static void WriteReference(ByteBuffer output, string uri, object? id)
    {
        using var nested = new ByteBuffer();
        WriteReferencePair(nested, uri, id);
        WriteHeader(output);
        AppendUserDefined(output, "\u0013DRb::DRbObject"u8, nested.Written);
    }

    /// <summary>
    /// Appends the document of a <c>DRb::DRbArray</c>: an Array that keeps its shape, as members that travel only by reference
    /// become references one by one. Ruby uses it for one Array given to a block and for the result of <c>to_ary</c>.
    /// </summary>
    public void WriteDrbArray(ByteBuffer output, IReadOnlyList<object?> items, IMarshalReferences? references)
    {
        using var nested = new ByteBuffer(output.Limit, account: null);
        var members = new object?[items.Count];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = ToMember(nested, items[i], references);
        }

        nested.Clear();
        if (!TryWriteDocument(nested, members, references))
        {
            throw new InvalidOperationException("An object that travelled by value a moment ago now travels only by reference.");
        }

        WriteHeader(output);
        AppendUserDefined(output, "\u0012DRb::DRbArray"u8, nested.Written);
    }

    private object? ToMember(ByteBuffer scratch, object? item, IMarshalReferences? references)
    {
        if (item is null or string or long or int or bool or double or RubySymbol || references is null)
        {
            return item;
        }

        scratch.Clear();
        if (TryWriteDocument(scratch, item, references))
        {
            return item;
        }

        var (uri, id) = references.ToReference(item);
        return new DrbReference(uri, id);
    }

    /// <summary>Appends the document that a reference dumps itself to: an Array of the URI and the id.</summary>
    private static void WriteReferencePair(ByteBuffer output, string uri, object? id)
    {
        if (id is not (null or long or int))
        {
            new MarshalWriter(MarshalOptions.Default).TryWriteDocument(output, new[] { uri, id }, references: null);
            return;
        }

        output.Append("\u0004\b[\aI"u8);
        AppendUtf8(output, uri);
        output.Append("\u0006:\u0006ET"u8);
        if (id is null)
        {
            output.Append(MarshalFormat.Nil);
            return;
        }

        var number = id is int small ? small : (long)id;
        output.Advance(MarshalFormat.WriteInt64(output.GetSpan(MarshalFormat.MaxInt64Bytes), number));
    }

    private static void AppendUserDefined(ByteBuffer output, ReadOnlySpan<byte> symbol, ReadOnlySpan<byte> payload)
    {
        output.Append("u:"u8);
        output.Append(symbol);
        output.Advance(MarshalFormat.WriteInteger(output.GetSpan(MarshalFormat.MaxIntegerBytes), payload.Length));
        output.Append(payload);
    }

    private static void WriteByte(ByteBuffer output, byte tag)
    {
        var span = output.GetSpan(3);
        span[2] = tag;
        MarshalFormat.WriteHeader(span);
        output.Advance(3);
    }
}
