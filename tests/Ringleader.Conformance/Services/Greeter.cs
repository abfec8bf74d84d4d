namespace Ringleader.Conformance.Services;

public sealed class Greeter(string word) : IGreeter
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public ValueTask<string> GreetAsync(string name)
    {
        Interlocked.Increment(ref _calls);
        return new($"{word}, {name}");
    }
}
