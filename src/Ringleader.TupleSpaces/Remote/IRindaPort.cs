using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote;

/// <summary>Where a moved tuple is delivered. Source: rinda.rb, TupleSpaceProxy::Port.</summary>
[RemoteContract]
internal interface IRindaPort
{
    /// <summary>Accepts the tuple, or raises so that it stays in its space.</summary>
    void Push(object? tuple);
}
