namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>Waits for the crew, and finds out when there is nothing to wait for any more.</summary>
/// <param name="crew">The processes; one that fails ends every wait with its reason.</param>
/// <param name="clock">Times the waits.</param>
/// <param name="patience">How long nothing may happen.</param>
internal sealed class CrewWatch(LogCountCrew crew, TimeProvider clock, TimeSpan patience)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for something that the crew does.</summary>
    /// <exception cref="CommandFailedException">A process failed, or nothing happened for too long.</exception>
    public async Task<T> WaitForAsync<T>(Task<T> task)
    {
        var start = clock.GetTimestamp();
        while (await Task.WhenAny(task, Task.Delay(Interval, clock)).ConfigureAwait(false) != task)
        {
            crew.ThrowIfOneFailed();
            ThrowIfLate(start);
        }

        return await task.ConfigureAwait(false);
    }

    /// <summary>Shows how many ranges are done, until all are.</summary>
    /// <exception cref="CommandFailedException">A process failed, or nothing happened for too long.</exception>
    public async Task FollowAsync(IRangeOverview overview, int ranges, Action<int> show, CancellationToken cancellationToken)
    {
        var lastDone = -1;
        var lastChange = clock.GetTimestamp();
        while (true)
        {
            crew.ThrowIfOneFailed();
            var done = await overview.CountDoneAsync(cancellationToken).ConfigureAwait(false);
            show(done);
            if (done == ranges)
            {
                return;
            }

            lastChange = done != lastDone ? clock.GetTimestamp() : lastChange;
            lastDone = done;
            ThrowIfLate(lastChange);
            await Task.Delay(Interval, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private void ThrowIfLate(long since)
    {
        if (clock.GetElapsedTime(since) > patience)
        {
            throw new CommandFailedException($"Nothing has happened for {Duration.Format(patience)}, so the scene was ended.");
        }
    }
}
