namespace Ringleader.Benchmarks.Remoting;

internal sealed class EchoService : IEcho
{
    public int Echo(int value) => value;

    public ValueTask<int> EchoAsync(int value) => new(value);
}
