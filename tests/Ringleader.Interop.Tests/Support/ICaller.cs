using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Support;

/// <summary>Yields 1 and 2 and gives the block's answers.</summary>
[RemoteContract]
public interface ICaller
{
    ValueTask<IReadOnlyList<int>> TwiceAsync(Func<int, ValueTask<int>> block);
}
