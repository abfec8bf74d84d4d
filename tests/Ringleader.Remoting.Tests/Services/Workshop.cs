using System.Collections.Concurrent;

namespace Ringleader.Remoting.Tests.Services;

internal sealed class Workshop : IWorkshop
{
    private readonly ConcurrentDictionary<string, Station> _stations = new(StringComparer.Ordinal);
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public Station At(string name) => _stations.GetOrAdd(name, static _ => new Station());

    public int Add(int left, int right) => left + right;

    public int Next() => Interlocked.Increment(ref _calls);

    public ValueTask<int> CountAsync(CancellationToken cancellationToken) => new(Next());

    public async ValueTask<object?> EchoAsync(object? value, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return value;
    }

    public object? EchoNow(object? value) => value;

    public async ValueTask<string> WaitAsync(string name, CancellationToken cancellationToken)
    {
        var station = At(name);
        station.Entered.TrySetResult();
        try
        {
            await station.Released.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            station.Cancelled.TrySetResult();
            throw;
        }

        return name;
    }

    public async ValueTask<string> InsistAsync(string name)
    {
        var station = At(name);
        station.Entered.TrySetResult();
        await station.Released.Task;
        station.Left.TrySetResult();
        return name;
    }

    public string Hold(string name)
    {
        var station = At(name);
        station.Entered.TrySetResult();
        station.Released.Task.Wait();
        return name;
    }

    public void FailNow(string message) => throw new InvalidOperationException(message);

    public async ValueTask FailAsync(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }
}
