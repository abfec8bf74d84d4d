using System.ComponentModel;

namespace Ringleader.Remoting.Contracts;

/// <summary>The constant part of a call: the method's name, encoded once for all calls. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RemoteMethod
{
    /// <summary>Names a method as it is called on the wire.</summary>
    /// <param name="name">The Ruby name.</param>
    public RemoteMethod(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The Ruby name.</summary>
    public string Name { get; }
}
