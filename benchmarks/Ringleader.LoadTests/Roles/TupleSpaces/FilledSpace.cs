using Ringleader.TupleSpaces;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>A space of this process with tuples that stay in it, and takers that wait in vain. Disposing ends both.</summary>
internal sealed class FilledSpace : IAsyncDisposable
{
    private readonly List<Task> _takers = [];

    public TupleSpace Space { get; } = new();

    /// <param name="workload">Whose tuples and templates.</param>
    /// <param name="resident">How many tuples: those with the numbers from 0.</param>
    /// <param name="takers">How many takers: those of the tuples with the numbers below 0, which are never written.</param>
    public static async Task<FilledSpace> CreateAsync(IWorkload workload, int resident, int takers)
    {
        var filled = new FilledSpace();
        for (int id = 0; id < resident; id++)
        {
            await filled.Space.WriteAsync(workload.Tuple(id));
        }

        for (int id = -1; id >= -takers; id--)
        {
            filled._takers.Add(filled.Space.TryTakeAndCommitAsync(workload.Template(id), Timeout.InfiniteTimeSpan).AsTask());
        }

        return filled;
    }

    public async ValueTask DisposeAsync()
    {
        await Space.DisposeAsync();
        foreach (Task taker in _takers)
        {
            await taker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // The end of the space cancelled it.
        }
    }
}
