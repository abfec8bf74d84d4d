using System.Runtime.CompilerServices;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs.History;

/// <summary>A store whose calls fail now and then: before anything was done, or after it was done and only the answer is lost.</summary>
/// <param name="store">Does the work.</param>
/// <param name="random">Decides.</param>
/// <param name="rate">The share of calls that fail, 0 to 1; half of them before.</param>
public sealed class FaultyJobStore(IJobStore store, Random random, double rate) : JobStoreDecorator(store)
{
    private readonly Lock _lock = new();

    protected override async Task<T> AroundAsync<T>(Func<Task<T>> call, [CallerMemberName] string member = "")
    {
        double fate;
        lock (_lock)
        {
            fate = random.NextDouble();
        }

        if (fate < rate / 2)
        {
            throw new InjectedFaultException("The store could not be reached.");
        }

        var answer = await call();
        return fate < rate ? throw new InjectedFaultException("The answer of the store was lost.") : answer;
    }
}
