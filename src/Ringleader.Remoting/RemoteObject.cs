namespace Ringleader.Remoting;

/// <summary>A reference to an object in another process.</summary>
public sealed class RemoteObject
{
}
