namespace Ringleader.Remoting.Marshal;

/// <content>Nodes, registered types and references.</content>
internal sealed partial class MarshalWriter
{
    /// <summary>Writes the Symbol of a registered object's next member. False when the document is given up.</summary>
    internal bool BeginMember(RegisteredType type, string name)
    {
        if (_isUndumped)
        {
            return false;
        }

        WriteSymbol(type.MemberSymbol(_memberCount++, name));
        return true;
    }

    /// <summary>Writes a registered object's member of any type.</summary>
    internal void WriteMember(object? value)
    {
        var count = _memberCount;
        _isUndumped |= !Write(value);
        _memberCount = count;
    }

    private bool WriteRegistered(RegisteredType type, object value)
    {
        if (type.Mapping.Type.IsValueType)
        {
            _count++;
        }
        else if (TryWriteLink(value))
        {
            return true;
        }

        return WriteRegisteredBody(type, value);
    }

    private bool WriteRegisteredBody(RegisteredType type, object value)
    {
        var mapping = type.Mapping;
        _output.Append(mapping.Kind == RubyTypeKind.Struct ? MarshalFormat.Struct : MarshalFormat.Object);
        WriteSymbol(type.ClassSymbol);
        var exception = mapping.Kind == RubyTypeKind.Exception ? value as Exception : null;
        WriteCount(mapping.MemberCount + (exception is null ? 0 : 2));
        if (exception is not null)
        {
            WriteExceptionMembers(exception);
        }

        _memberCount = 0;
        mapping.Write(value, new RubyMemberWriter(this, type));
        if (!_isUndumped && _memberCount != mapping.MemberCount)
        {
            throw new MarshalException(MarshalErrors.Text(
                $"The mapping of '{mapping.Type}' wrote {_memberCount} members and not the {mapping.MemberCount} that it announced."));
        }

        return !_isUndumped;
    }

    private void WriteExceptionMembers(Exception exception)
    {
        WriteSymbol(RubySymbol.Of("mesg"));
        WriteValue(exception.Message);
        WriteSymbol(RubySymbol.Of("bt"));
        if (exception.StackTrace is null && Backtraces != BacktraceDetail.None)
        {
            _output.Append(MarshalFormat.Nil);
            return;
        }

        _count++;
        WriteItems(Backtrace.Of(exception, Backtraces));
    }

    /// <summary>
    /// Writes a node, with what is around it: <c>I</c>, then extensions and subclass, then the innermost value's own bytes, then
    /// all instance variables.
    /// </summary>
    private bool WriteNode(object outer)
    {
        if (TryWriteKnown(outer))
        {
            return true;
        }

        var core = Unwrap(outer, out var fields);

        // What a class dumps to bytes takes its number behind those of its variables.
        var isLate = core is RubyUserDefined or RubyTime or DrbReference or UnknownObject;
        if (!isLate)
        {
            Number(outer, core);
        }

        var encoding = EncodingOf(core);
        var hasEncoding = !ReferenceEquals(encoding, RubyEncoding.Binary);
        var isKeywords = core is RubyHash { IsKeywords: true };
        var variableCount = (hasEncoding ? 1 : 0) + (isKeywords ? 1 : 0) + fields.Count;
        if (variableCount > 0)
        {
            _output.Append(MarshalFormat.InstanceVariables);
        }

        WriteWrappers(outer);
        if (!WriteBody(core))
        {
            return false;
        }

        if (variableCount > 0)
        {
            WriteCount(variableCount);
            if (hasEncoding)
            {
                WriteEncoding(encoding);
            }

            if (isKeywords)
            {
                WriteSymbol(RubySymbol.KeywordFlag);
                WriteValue(true);
            }
        }

        if (!WriteFields(fields))
        {
            return false;
        }

        if (isLate)
        {
            Number(outer, core);
        }

        return true;
    }

    /// <summary>The value within all nodes, and the instance variables that go behind its bytes.</summary>
    private static object Unwrap(object outer, out RubyFields fields)
    {
        var found = default(RubyFields);
        var core = outer;
        while (true)
        {
            object? inner;
            switch (core)
            {
                case RubyAnnotated annotated:
                    found = annotated.Variables;
                    inner = annotated.Value;
                    break;
                case RubySubclass subclass:
                    inner = subclass.Value;
                    break;
                case RubyExtended extended:
                    inner = extended.Value;
                    break;
                default:
                    fields = found ?? (core as RubyUserDefined)?.Variables ?? (core as RubyTime)?.Variables ?? NoFields;
                    return core;
            }

            core = inner is null ? throw MarshalErrors.CannotWrite(core.GetType()) : WellKnownValues.ToNode(inner) ?? inner;
        }
    }

    private static RubyFields NoFields { get; } = new(0);

    private static RubyEncoding EncodingOf(object core) => core switch
    {
        string => RubyEncoding.Utf8,
        RubyString text => text.Encoding,
        RubyRegexp regexp => regexp.Pattern.Encoding,
        RubyUserDefined user => user.Encoding,
        _ => RubyEncoding.Binary,
    };

    private void Number(object outer, object core)
    {
        _objects.Add(outer, _count);
        if (!ReferenceEquals(outer, core) && core is not string)
        {
            // Within a cycle the value can refer to itself without the node around it.
            _objects.Add(core, _count);
        }

        _count++;
    }

    private void WriteWrappers(object outer)
    {
        for (var current = outer; current is RubyAnnotated or RubySubclass or RubyExtended;)
        {
            switch (current)
            {
                case RubyAnnotated annotated:
                    current = annotated.Value;
                    break;
                case RubySubclass subclass:
                    _output.Append(MarshalFormat.Subclass);
                    WriteSymbol(subclass.ClassSymbol);
                    current = subclass.Value!;
                    break;
                case RubyExtended extended:
                    foreach (var module in extended.Modules)
                    {
                        _output.Append(MarshalFormat.Extended);
                        WriteSymbol(module);
                    }

                    current = extended.Value!;
                    break;
            }
        }
    }

    /// <summary>Writes a value without its number and instance variables.</summary>
    private bool WriteBody(object core)
    {
        switch (core)
        {
            case string text:
                AppendUtf8(_output, text);
                return true;
            case byte[] bytes:
                AppendBytes(_output, MarshalFormat.String, bytes);
                return true;
            case RubyString text:
                AppendBytes(_output, MarshalFormat.String, text.Span);
                return true;
            case RubyRegexp regexp:
                AppendBytes(_output, MarshalFormat.Regexp, regexp.Pattern.Span);
                _output.Append((byte)regexp.Options);
                return true;
            case RubyClass node:
                AppendBytes(_output, MarshalFormat.Class, System.Text.Encoding.UTF8.GetBytes(node.Name));
                return true;
            case RubyModule node:
                AppendBytes(_output, MarshalFormat.Module, System.Text.Encoding.UTF8.GetBytes(node.Name));
                return true;
            case object?[] items:
                return WriteItems(items);
            case RubyHash hash:
                return WriteHashBody(hash);
            case RubyObject node:
                return WriteMembers(MarshalFormat.Object, node.ClassSymbol, node.Variables);
            case RubyStruct node:
                return WriteMembers(MarshalFormat.Struct, node.ClassSymbol, node.Members);
            case RubyRange range:
                return WriteRange(range);
            case RubySet set:
                return WriteMembers(MarshalFormat.Object, RubySymbol.Of("Set"), new RubyFields { { "@hash", set.Members } });
            case RubyUriOption option:
                return WriteMembers(MarshalFormat.Object, RubySymbol.Of("DRb::DRbURIOption"), new RubyFields { { "@option", option.Option } });
            default:
                return WriteDumpedBody(core);
        }
    }

    /// <summary>Writes the body of what classes dump themselves to, or of a registered object.</summary>
    private bool WriteDumpedBody(object core)
    {
        switch (core)
        {
            case RubyUserDefined user:
                WriteUserDefined(user.ClassSymbol, user.Payload.Span);
                return true;
            case RubyTime time:
                WriteUserDefined(RubySymbol.Of("Time"), time.Packed.Span);
                return true;
            case UnknownObject unknown:
                WriteUserDefined(RubySymbol.Of("DRb::DRbUnknown"), unknown.RawBytes.Span);
                return true;
            case DrbReference { Payload: { } payload }:
                WriteUserDefined(RubySymbol.Of(ReferenceClass), payload);
                return true;
            case DrbReference reference:
                WriteReferenceBody(reference.Uri, reference.Id);
                return true;
            case RubyUserMarshal user:
                return WriteUserMarshal(user.ClassSymbol, user.Payload);
            case RubyRational rational:
                return WriteUserMarshal(RubySymbol.Of("Rational"), new object?[] { rational.Numerator, rational.Denominator });
            case RubyComplex complex:
                return WriteUserMarshal(RubySymbol.Of("Complex"), new object?[] { complex.Real, complex.Imaginary });
            default:
                return _options.Types.Find(core.GetType()) is { } type ? WriteRegisteredBody(type, core) : throw MarshalErrors.CannotWrite(core.GetType());
        }
    }

    private bool WriteRange(RubyRange range)
    {
        _output.Append(MarshalFormat.Object);
        WriteSymbol(RubySymbol.Of("Range"));
        WriteCount(3);
        WriteSymbol(RubySymbol.Of("excl"));
        WriteValue(range.ExcludesEnd);
        WriteSymbol(RubySymbol.Of("begin"));
        if (!Write(range.Begin))
        {
            return false;
        }

        WriteSymbol(RubySymbol.Of("end"));
        return Write(range.End);
    }

    private bool WriteMembers(byte tag, RubySymbol className, RubyFields fields)
    {
        _output.Append(tag);
        WriteSymbol(className);
        WriteCount(fields.Count);
        return WriteFields(fields);
    }

    private bool WriteFields(RubyFields fields)
    {
        foreach (var (name, value) in fields.Items)
        {
            WriteSymbol(name);
            if (!Write(value))
            {
                return false;
            }
        }

        return true;
    }

    private void WriteUserDefined(RubySymbol className, ReadOnlySpan<byte> payload)
    {
        _output.Append(MarshalFormat.UserDefined);
        WriteSymbol(className);
        WriteCount(payload.Length);
        _output.Append(payload);
    }

    private bool WriteUserMarshal(RubySymbol className, object? payload)
    {
        _output.Append(MarshalFormat.UserMarshal);
        WriteSymbol(className);
        return Write(payload);
    }

    private bool WriteReferenceTo(object value)
    {
        if (TryWriteKnown(value))
        {
            return true;
        }

        var (uri, id) = _references!.ToReference(value);
        WriteReferenceBody(uri, id);
        _objects.Add(value, _count++);
        return true;
    }

    private void WriteReferenceBody(string uri, object? id)
    {
        using var nested = new ByteBuffer();
        WriteReferencePair(nested, uri, id);
        WriteUserDefined(RubySymbol.Of(ReferenceClass), nested.Written);
    }
}
