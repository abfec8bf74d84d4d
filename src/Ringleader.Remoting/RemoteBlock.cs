using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting;

/// <summary>A Ruby block or Proc, or a .NET delegate, that lives in another process.</summary>
public sealed class RemoteBlock
{
    /// <summary>Starts a call of the block. For generated code.</summary>
    public OutgoingCall Begin(int argumentCount) => throw new NotImplementedException();
}
