namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>The loop of a worker: take a range, count it, hand it in. worker.rb is the same in Ruby.</summary>
/// <param name="name">How the worker is called at the desk.</param>
/// <param name="desk">Where the work is.</param>
/// <param name="clock">Measures the calls.</param>
internal sealed class RangeWorker(string name, IRangeDesk desk, TimeProvider clock)
{
    private readonly List<long> _latencies = [];
    private int _taken;

    /// <summary>Called with the range and with how many were taken, before a range is counted. The demo stops a worker here to kill it.</summary>
    public Func<LineRange, int, Task>? Taken { get; init; }

    /// <summary>Works until everything is done.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await desk.JoinAsync(name, cancellationToken).ConfigureAwait(false);
        while (await desk.WaitForWorkAsync(name, cancellationToken).ConfigureAwait(false))
        {
            while (await TimeAsync(() => desk.TakeAsync(name, cancellationToken)).ConfigureAwait(false) is { } range)
            {
                await DoAsync(range, cancellationToken).ConfigureAwait(false);
            }
        }

        await desk.ReportAsync(name, _latencies, cancellationToken).ConfigureAwait(false);
    }

    private async Task DoAsync(LineRange range, CancellationToken cancellationToken)
    {
        if (Taken is { } taken)
        {
            await taken(range, ++_taken).ConfigureAwait(false);
        }

        var count = new RequestCount();
        foreach (var line in range.Lines)
        {
            count.AddLine(line);
        }

        // A refusal needs no answer: the lease had run out, and the range is somebody else's.
        await TimeAsync(() => desk.CompleteAsync(name, range.Id, range.Term, count.ByUrl, count.Unreadable, cancellationToken)).ConfigureAwait(false);
    }

    private async Task<T> TimeAsync<T>(Func<Task<T>> call)
    {
        var start = clock.GetTimestamp();
        var result = await call().ConfigureAwait(false);
        _latencies.Add((long)clock.GetElapsedTime(start).TotalMicroseconds);
        return result;
    }
}
