using System.ComponentModel;

namespace Ringleader.Remoting.Contracts;

/// <summary>One value as it came over the wire, not yet decoded. Valid only while the call it belongs to is being read.</summary>
/// <remarks>Every conversion throws <see cref="MarshalException"/> when the value is of another kind.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct RemoteValue
{
    /// <summary>Ruby truth is not applied: only <c>true</c> and <c>false</c> are accepted.</summary>
    public bool ToBoolean() => throw new NotImplementedException();

    /// <summary>An Integer in the range of <see cref="int"/>.</summary>
    public int ToInt32() => throw new NotImplementedException();

    /// <summary>An Integer in the range of <see cref="long"/>.</summary>
    public long ToInt64() => throw new NotImplementedException();

    /// <summary>A Float, or an Integer that is converted.</summary>
    public double ToDouble() => throw new NotImplementedException();

    /// <summary>A String or Symbol as text, or null for nil.</summary>
    public string? ToText() => throw new NotImplementedException();

    /// <summary>The whole value in its natural .NET type; see <c>RubyMarshal</c> for the table.</summary>
    public object? ToObject() => throw new NotImplementedException();
}
