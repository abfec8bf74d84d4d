using System.Buffers;

namespace Ringleader.Remoting.Marshal;

/// <summary>
/// Reads one Marshal document from a span. What it gives is described at <see cref="RubyMarshal"/>; whatever the bytes are, the
/// only exception of its own is <see cref="MarshalException"/>.
/// </summary>
/// <remarks>
/// Memory stays proportional to the input: a count is believed only as far as there are bytes left for what all open containers
/// still need (<see cref="Promise"/>). The tables of symbols and objects come from pools and only when the document needs them.
/// Copies of this struct share nothing; use it by reference.
/// </remarks>
internal ref partial struct MarshalReader
{
    private const int WorkBetweenChecks = 32 * 1024;
    private readonly ReadOnlySpan<byte> _source;
    private readonly MarshalOptions _options;
    private readonly IMarshalReferences? _references;
    private readonly WorkMeter? _meter;
    private bool _exact;

    /// <summary>False when the byte of the link tag does not occur, so that nobody will ask for an object by its number.</summary>
    private readonly bool _mayLink;

    private int _position;
    private int _depth;

    /// <summary>How many values and names the open containers still have to come; each takes at least one byte.</summary>
    private int _owed;
    private long _elements;

    /// <summary>Work that the meter does not know yet; without a meter, all of it.</summary>
    private long _work;
    private RubySymbol?[] _symbols;
    private int _symbolCount;
    private object?[] _objects;
    private int _objectCount;

    /// <summary>Members of registered types that are being read, as a stack.</summary>
    private KeyValuePair<RubySymbol, object?>[] _members;
    private int _memberCount;

    /// <summary>The subclass or extended node that takes the number of the value it is around.</summary>
    private object? _wrapper;

    /// <summary>The class that was looked up last: arrays of one class are common.</summary>
    private RubySymbol? _lastClass;
    private RegisteredType? _lastType;

    /// <summary>Prepares to read a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="options">Limits and choices.</param>
    /// <param name="references">What references become; null for <see cref="DrbReference"/>.</param>
    /// <param name="meter">Counts the work over all documents of a call; null to count that of this document alone.</param>
    public MarshalReader(ReadOnlySpan<byte> document, MarshalOptions options, IMarshalReferences? references, WorkMeter? meter = null)
    {
        _source = document;
        _options = options;
        _references = references;
        _meter = meter;
        _exact = options.Exact;
        _mayLink = document.Contains(MarshalFormat.Link);
        _symbols = [];
        _objects = [];
        _members = [];
    }

    /// <summary>Reads the header and one value. Bytes behind it are ignored, as Ruby does.</summary>
    public object? ReadDocument()
    {
        using var conversions = ConversionBudget.Take(0);
        try
        {
            ReadHeader();
            _owed = 1;
            return ReadValue();
        }
        finally
        {
            Release();
        }
    }

    private void ReadHeader()
    {
        if (_source.Length > _options.MaxBytes)
        {
            throw MarshalErrors.Limit(nameof(MarshalOptions.MaxBytes), _options.MaxBytes, _source.Length);
        }

        _position = 0;
        MarshalFormat.ReadHeader(_source, ref _position);
    }

    private object? ReadValue()
    {
        _owed--;
        return ReadTagged(MarshalFormat.ReadByte(_source, ref _position), hasVariables: false, isWrapped: false);
    }

    /// <summary>Reads what follows a tag.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="hasVariables">True behind an <c>I</c>: instance variables follow the value's own bytes.</param>
    /// <param name="isWrapped">True behind a <c>C</c> or <c>e</c>: the node around the value gets its number.</param>
    private object? ReadTagged(byte tag, bool hasVariables, bool isWrapped)
    {
        switch (tag)
        {
            case MarshalFormat.Nil:
                return null;
            case MarshalFormat.True:
                return BoxedValues.True;
            case MarshalFormat.False:
                return BoxedValues.False;
            case MarshalFormat.Fixnum:
                return BoxedValues.Integer(MarshalFormat.ReadInteger(_source, ref _position));
            case MarshalFormat.SymbolLink:
                return ReadSymbolLink();
            case MarshalFormat.Symbol:
                return ReadNewSymbol(hasVariables);
            case MarshalFormat.String:
                return ReadString(hasVariables, isWrapped);
            case MarshalFormat.Float:
                return Register((object)MarshalFormat.ParseFloat(ReadBytes()));
            case MarshalFormat.Bignum:
                return Register(ReadBignum());
            case MarshalFormat.Link:
                return ReadLink();
            default:
                return ReadNested(tag, hasVariables, isWrapped);
        }
    }

    private object? ReadNested(byte tag, bool hasVariables, bool isWrapped)
    {
        var at = _position - 1;
        if (++_depth > _options.MaxDepth)
        {
            throw MarshalErrors.Limit(nameof(MarshalOptions.MaxDepth), _options.MaxDepth, _depth);
        }

        var value = tag switch
        {
            MarshalFormat.InstanceVariables when !hasVariables => ReadWithVariables(isWrapped),
            MarshalFormat.Array => ReadArray(hasVariables, isWrapped),
            MarshalFormat.Hash => ReadHash(hasDefault: false, byIdentity: false, hasVariables, isWrapped),
            MarshalFormat.HashWithDefault => ReadHash(hasDefault: true, byIdentity: false, hasVariables, isWrapped),
            MarshalFormat.Object => ReadObject(isWrapped),
            MarshalFormat.Struct => ReadStruct(hasVariables, isWrapped),
            MarshalFormat.Regexp => ReadRegexp(hasVariables, isWrapped),
            MarshalFormat.UserDefined => ReadUserDefined(hasVariables),
            MarshalFormat.UserMarshal => ReadUserMarshal(isWrapped),
            MarshalFormat.Subclass => ReadSubclass(hasVariables, isWrapped),
            MarshalFormat.Extended => ReadExtended(hasVariables),
            MarshalFormat.Class or MarshalFormat.ClassOrModule => Register(new RubyClass(ReadName())),
            MarshalFormat.Module => Register(new RubyModule(ReadName())),
            MarshalFormat.OldData => throw MarshalErrors.Malformed("Data", "objects of C extensions (tag d) are refused"),
            _ => throw MarshalErrors.UnknownTag(tag, at),
        };
        _depth--;
        return value;
    }

    /// <summary>Reads what follows an <c>I</c>. Most values read the variables themselves, as they follow their own bytes.</summary>
    private object? ReadWithVariables(bool isWrapped)
    {
        var tag = MarshalFormat.ReadByte(_source, ref _position);
        if (tag is MarshalFormat.String or MarshalFormat.Symbol or MarshalFormat.Regexp or MarshalFormat.Array or MarshalFormat.Hash
            or MarshalFormat.HashWithDefault or MarshalFormat.Struct or MarshalFormat.UserDefined or MarshalFormat.Subclass
            or MarshalFormat.Extended or MarshalFormat.InstanceVariables)
        {
            return ReadTagged(tag, hasVariables: true, isWrapped);
        }

        // Ruby gives variables to no other value. They are read, so that what follows is understood, and dropped.
        var value = ReadTagged(tag, hasVariables: false, isWrapped);
        ReadVariables(out _, out _);
        return value;
    }

    private ReadOnlySpan<byte> ReadBytes() => MarshalFormat.ReadBytes(_source, ref _position, _options.MaxStringBytes);

    private int ReadCount() => MarshalFormat.ReadCount(_source, ref _position);

    private object ReadBignum() =>
        MarshalFormat.ReadBignum(_source, ref _position, out var small, out var big) ? small : (object)big;

    private string ReadName()
    {
        var bytes = ReadBytes();
        return RubyEncoding.DecodeUtf8(bytes) ?? throw MarshalErrors.Malformed("Class", "its name is not UTF-8");
    }

    /// <summary>Accounts for values that a container announces, before anything is allocated for them.</summary>
    private void Promise(long count)
    {
        if (count > _source.Length - _position - (long)_owed)
        {
            throw MarshalErrors.TooShort(_source.Length, _position, count + _owed);
        }

        _elements += count;
        if (_elements > _options.MaxElements)
        {
            throw MarshalErrors.Limit(nameof(MarshalOptions.MaxElements), _options.MaxElements, _elements);
        }

        _owed += (int)count;
        Charge(count);
    }

    private void Charge(long units)
    {
        _work += units;
        if (_work >= WorkBetweenChecks)
        {
            Settle();
        }
    }

    private void Settle()
    {
        var total = _work;
        if (_meter is not null)
        {
            total = _meter.Add(_work);
            _work = 0;
        }

        if (total > _options.MaxWork)
        {
            throw MarshalErrors.TooMuchWork(_options.MaxWork);
        }
    }

    /// <summary>Gives the next number to a value, or to the node around it.</summary>
    private T Register<T>(T value)
        where T : class?
    {
        var index = _objectCount++;
        if (_mayLink)
        {
            if (index == _objects.Length)
            {
                Grow(ref _objects, index);
            }

            _objects[index] = _wrapper ?? value;
        }

        _wrapper = null;
        return value;
    }

    /// <summary>Puts the finished value where its first form was registered.</summary>
    private readonly void Replace(int index, object? value)
    {
        if (_mayLink)
        {
            _objects[index] = value;
        }
    }

    private readonly object? ReadLinked(int index)
    {
        if ((uint)index >= (uint)_objectCount)
        {
            throw MarshalErrors.Unlinked(index, _objectCount);
        }

        switch (_objects[index])
        {
            case UnfinishedObject unfinished:
                throw MarshalErrors.Unfinished(unfinished.ClassName);
            case RubyObject node:
                node.IsLinked = true;
                return node;
            default:
                return _objects[index];
        }
    }

    private object? ReadLink() => ReadLinked(MarshalFormat.ReadInteger(_source, ref _position));

    private void Release()
    {
        Return(ref _symbols, _symbolCount);
        Return(ref _objects, Math.Min(_objectCount, _objects.Length));
        Return(ref _members, _members.Length);
    }

    private static void Grow<T>(ref T[] table, int count)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(16, count * 2));
        table.AsSpan(0, count).CopyTo(larger);
        Return(ref table, count);
        table = larger;
    }

    private static void Return<T>(ref T[] table, int used)
    {
        if (table.Length > 0)
        {
            table.AsSpan(0, used).Clear();
            ArrayPool<T>.Shared.Return(table);
            table = [];
        }
    }
}
