using Ringleader.Remoting;

namespace Ringleader.LoadTests.Roles.Druby;

/// <summary>A contract of its own beside <see cref="ISyncEcho"/>, so that both put the same bytes on the wire.</summary>
[RemoteContract]
public interface IAsyncEcho
{
    ValueTask<int> EchoAsync(int value);
}
