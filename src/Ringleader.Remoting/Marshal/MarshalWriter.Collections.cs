using System.Collections;
using System.Runtime.CompilerServices;

namespace Ringleader.Remoting.Marshal;

/// <content>Arrays, lists, dictionaries, sets and tuples.</content>
internal sealed partial class MarshalWriter
{
    private bool WriteArray(object?[] array)
    {
        // Empty arrays are shared by the framework and by compilers; two of them are not meant to be one Array in Ruby.
        var isShared = array.Length == 0 && (array.GetType() != typeof(object[]) || ReferenceEquals(array, Array.Empty<object?>()));
        if (isShared)
        {
            _count++;
        }
        else if (TryWriteLink(array))
        {
            return true;
        }

        return WriteItems(array);
    }

    private bool WriteItems(ReadOnlySpan<object?> items)
    {
        WriteTagged(MarshalFormat.Array, items.Length);
        foreach (var item in items)
        {
            if (!Write(item))
            {
                return false;
            }
        }

        return true;
    }

    private bool WriteHash(RubyHash hash)
    {
        if (TryWriteLink(hash))
        {
            return true;
        }

        if (!hash.IsKeywords)
        {
            return WriteHashBody(hash);
        }

        _output.Append(MarshalFormat.InstanceVariables);
        return WriteHashBody(hash) && WriteKeywordMark();
    }

    private bool WriteHashBody(RubyHash hash)
    {
        if (hash.IsCompareByIdentity)
        {
            _output.Append(MarshalFormat.Subclass);
            WriteSymbol(RubySymbol.Of("Hash"));
        }

        WriteTagged(hash.Default is null ? MarshalFormat.Hash : MarshalFormat.HashWithDefault, hash.Count);
        foreach (ref readonly var pair in hash.Pairs)
        {
            if (!Write(pair.Key) || !Write(pair.Value))
            {
                return false;
            }
        }

        return hash.Default is null || Write(hash.Default);
    }

    private bool WriteKeywords(KeywordArguments keywords)
    {
        if (TryWriteLink(keywords))
        {
            return true;
        }

        _output.Append(MarshalFormat.InstanceVariables);
        WriteTagged(MarshalFormat.Hash, keywords.Count);
        foreach (var (name, value) in keywords)
        {
            WriteSymbol(RubySymbol.Of(name));
            if (!Write(value))
            {
                return false;
            }
        }

        return WriteKeywordMark();
    }

    private bool WriteKeywordMark()
    {
        WriteCount(1);
        WriteSymbol(RubySymbol.KeywordFlag);
        WriteValue(true);
        return true;
    }

    private bool WriteDictionary(Dictionary<string, object?> dictionary)
    {
        if (TryWriteLink(dictionary))
        {
            return true;
        }

        WriteTagged(MarshalFormat.Hash, dictionary.Count);
        foreach (var (key, value) in dictionary)
        {
            WriteValue(key);
            if (!Write(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes a value by what its type is: a collection, a registered object, or a reference.</summary>
    private bool WriteForm(object value)
    {
        var type = value.GetType();
        if (_options.Types.Find(type) is { IsByReference: false } registered)
        {
            return WriteRegistered(registered, value);
        }

        var form = ValueForms.Of(type);
        if (_references is not null && ValueForms.MayTravelByReference(type))
        {
            switch (_references.KindOf(value))
            {
                case ReferenceKind.Undumped:
                    return false;
                case ReferenceKind.Reference:
                    return WriteReferenceTo(value);
            }
        }

        if (form is ValueForm.None or ValueForm.LazySequence)
        {
            throw form == ValueForm.None ? MarshalErrors.CannotWrite(type) : MarshalErrors.CannotWriteLazy(type);
        }

        // A boxed struct is a box of its own at each place, and empty arrays are shared.
        if (type.IsValueType || value is Array { Length: 0 })
        {
            _count++;
        }
        else if (TryWriteLink(value))
        {
            return true;
        }

        return form switch
        {
            ValueForm.Binary => WriteByteArray((byte[])value),
            ValueForm.List => WriteList((IList)value),
            ValueForm.Sequence => WriteItems(ValueForms.ToItems((IEnumerable)value)),
            ValueForm.Dictionary => WriteDictionary((IDictionary)value),
            ValueForm.GenericDictionary => WriteGenericDictionary((IEnumerable)value),
            ValueForm.Set => WriteSet((IEnumerable)value),
            _ => WriteTuple((ITuple)value),
        };
    }

    private bool WriteByteArray(byte[] bytes)
    {
        AppendBytes(_output, MarshalFormat.String, bytes);
        return true;
    }

    private bool WriteList(IList list)
    {
        var count = list.Count;
        WriteTagged(MarshalFormat.Array, count);
        switch (list)
        {
            case List<object?> objects:
                return WriteAll(objects);
            case int[] numbers when list.GetType() == typeof(int[]):
                foreach (var number in numbers)
                {
                    WriteValue((long)number);
                }

                return true;
            case long[] numbers when list.GetType() == typeof(long[]):
                foreach (var number in numbers)
                {
                    WriteValue(number);
                }

                return true;
            case double[] numbers:
                foreach (var number in numbers)
                {
                    WriteValue(number);
                }

                return true;
        }

        for (var i = 0; i < count; i++)
        {
            if (!Write(list[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool WriteAll(List<object?> items)
    {
        foreach (var item in items)
        {
            if (!Write(item))
            {
                return false;
            }
        }

        return true;
    }

    private bool WriteTuple(ITuple tuple)
    {
        WriteTagged(MarshalFormat.Array, tuple.Length);
        for (var i = 0; i < tuple.Length; i++)
        {
            if (!Write(tuple[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool WriteDictionary(IDictionary dictionary)
    {
        WriteTagged(MarshalFormat.Hash, dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            if (!Write(entry.Key) || !Write(entry.Value))
            {
                return false;
            }
        }

        return true;
    }

    private bool WriteGenericDictionary(IEnumerable dictionary)
    {
        var pairs = ValueForms.ToPairs(dictionary);
        WriteTagged(MarshalFormat.Hash, pairs.Count);
        foreach (var (key, value) in pairs)
        {
            if (!Write(key) || !Write(value))
            {
                return false;
            }
        }

        return true;
    }

    private bool WriteSet(IEnumerable set)
    {
        var items = ValueForms.ToItems(set);
        _output.Append(MarshalFormat.Object);
        WriteSymbol(RubySymbol.Of("Set"));
        WriteCount(1);
        WriteSymbol(RubySymbol.Of("@hash"));
        _count++;
        WriteTagged(MarshalFormat.HashWithDefault, items.Length);
        foreach (var item in items)
        {
            if (!Write(item))
            {
                return false;
            }

            WriteValue(true);
        }

        WriteValue(false);
        return true;
    }
}
