using System.ComponentModel;

namespace Ringleader.Remoting.Contracts;

/// <summary>Turns a value from the wire into a .NET value. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T ResultReader<out T>(RemoteValue value);
