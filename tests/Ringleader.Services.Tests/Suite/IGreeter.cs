using Ringleader.Remoting;

namespace Ringleader.Services.Tests.Suite;

[RemoteContract]
public interface IGreeter
{
    ValueTask<string> GreetAsync(string name);
}
