using System.ComponentModel;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Objects;

namespace Ringleader.Remoting.Contracts;

/// <summary>One value as it came over the wire, not yet decoded. Valid only while the call it belongs to is being read.</summary>
/// <remarks>Every conversion throws <see cref="MarshalException"/> when the value is of another kind.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct RemoteValue
{
    private readonly ReadOnlySpan<byte> _document;
    private readonly MarshalOptions? _options;
    private readonly IMarshalReferences? _references;
    private readonly WorkMeter? _meter;
    private readonly object? _decoded;

    internal RemoteValue(ReadOnlySpan<byte> document, MarshalOptions options, IMarshalReferences references, WorkMeter meter)
    {
        _meter = meter;
        _document = document;
        _options = options;
        _references = references;
    }

    internal RemoteValue(object? decoded) => _decoded = decoded;

    private MarshalReader Reader => new(_document, _options!, _references, _meter); // only read when there is a document

    /// <summary>Ruby truth is not applied: only <c>true</c> and <c>false</c> are accepted.</summary>
    public bool ToBoolean() => _options is null ? RubyConvert.ToBoolean(_decoded) : Reader.ReadBoolean();

    /// <summary>An Integer in the range of <see cref="int"/>.</summary>
    public int ToInt32() => _options is null ? RubyConvert.ToInt32(_decoded) : Reader.ReadInt32();

    /// <summary>An Integer in the range of <see cref="long"/>.</summary>
    public long ToInt64() => _options is null ? RubyConvert.ToInt64(_decoded) : Reader.ReadInt64();

    /// <summary>A Float, or an Integer that is converted.</summary>
    public double ToDouble() => _options is null ? RubyConvert.ToDouble(_decoded) : Reader.ReadDouble();

    /// <summary>A String or Symbol as text, or null for nil.</summary>
    public string? ToText() => _options is null ? RubyConvert.ToText(_decoded) : Reader.ReadText();

    /// <summary>A reference to a block or Proc, or null for nil. One that leads to this process is not resolved: a block is always called.</summary>
    public RemoteBlock? ToBlock()
    {
        if (_options is null)
        {
            return RemoteConvert.ToBlock(_decoded);
        }

        var value = new MarshalReader(_document, _options, references: null).ReadDocument();
        return value is DrbReference reference && _references is ObjectReferences references
            ? new RemoteBlock(references.ProxyOf(reference))
            : RemoteConvert.ToBlock(value);
    }

    /// <summary>The whole value in its natural .NET type; see <c>RubyMarshal</c> for the table.</summary>
    public object? ToObject() => _options is null ? _decoded : Reader.ReadDocument();
}
