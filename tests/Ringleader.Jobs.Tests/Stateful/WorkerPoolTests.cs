using Ringleader.Jobs.Stateful;

namespace Ringleader.Jobs.Tests.Stateful;

public sealed class WorkerPoolTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Who_comes_first_is_served_first()
    {
        var pool = new WorkerPool(2);
        Task[] entries = [.. Enumerable.Range(0, 5).Select(_ => pool.EnterAsync(default).AsTask())];

        Assert.Equal([true, true, false, false, false], entries.Select(entry => entry.IsCompleted));
        for (var next = 2; next < entries.Length; next++)
        {
            pool.Leave();
            await entries[next].WaitAsync(SafetyNet);
            Assert.All(entries.Skip(next + 1), entry => Assert.False(entry.IsCompleted));
        }
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_line_and_takes_no_place()
    {
        using var impatience = new CancellationTokenSource();
        var pool = new WorkerPool(1);
        await pool.EnterAsync(default);
        var impatient = pool.EnterAsync(impatience.Token).AsTask();
        var patient = pool.EnterAsync(default).AsTask();

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.WaitAsync(SafetyNet));
        Assert.Equal((1, 1), pool.Load);
        pool.Leave();
        await patient.WaitAsync(SafetyNet);
        pool.Leave();
        Assert.Equal((0, 0), pool.Load);
    }

    [Fact]
    public async Task Closing_sends_the_line_away_and_waits_for_who_is_inside()
    {
        var pool = new WorkerPool(1);
        await pool.EnterAsync(default);
        var waiting = pool.EnterAsync(default).AsTask();

        var closed = pool.CloseAsync(() => new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(SafetyNet));
        await Assert.ThrowsAsync<TimeoutException>(() => pool.EnterAsync(default).AsTask());
        Assert.False(closed.IsCompleted);
        pool.Leave();
        await closed.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task Places_are_never_exceeded_nor_lost_by_many_who_come_and_give_up()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var pool = new WorkerPool(3);
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => VisitAsync(random.Next(4) == 0))).WaitAsync(SafetyNet);

        Assert.True(most <= 3, $"{most} were inside, seed {seed}");
        Assert.Equal((0, 0), pool.Load);

        async Task VisitAsync(bool givesUp)
        {
            await Task.Yield();
            using var stop = new CancellationTokenSource();
            var entry = pool.EnterAsync(stop.Token).AsTask();
            if (givesUp)
            {
                await stop.CancelAsync();
            }

            try
            {
                await entry;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            InterlockedMax(ref most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            pool.Leave();
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
