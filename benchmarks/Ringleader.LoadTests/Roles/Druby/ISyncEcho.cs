using Ringleader.Remoting;

namespace Ringleader.LoadTests.Roles.Druby;

[RemoteContract]
public interface ISyncEcho
{
    int Echo(int value);
}
