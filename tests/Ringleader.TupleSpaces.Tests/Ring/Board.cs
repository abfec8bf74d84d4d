using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Tests.Ring;

/// <summary>What stands for a space where only being found matters.</summary>
internal sealed class Board : IDynamicRemoteObject
{
    public ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken) =>
        ValueTask.FromResult<object?>(method);
}
