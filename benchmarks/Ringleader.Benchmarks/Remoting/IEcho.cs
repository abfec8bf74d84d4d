using Ringleader.Remoting;

namespace Ringleader.Benchmarks.Remoting;

[RemoteContract]
public interface IEcho
{
    int Echo(int value);

    [RubyName("echo_async")]
    ValueTask<int> EchoAsync(int value);
}
