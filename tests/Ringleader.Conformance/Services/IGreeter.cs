using Ringleader.Remoting;

namespace Ringleader.Conformance.Services;

[RemoteContract]
public interface IGreeter
{
    ValueTask<string> GreetAsync(string name);
}
