using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Tests.Working;

public sealed class PrefetchTests : WorkerTest
{
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new();

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(0.1, 1000)]
    [InlineData(1, 300)]
    [InlineData(30, 10)]
    [InlineData(100, 3)]
    [InlineData(1000, 0)]
    public void Some_tens_of_milliseconds_of_work_are_held(double milliseconds, int expected)
    {
        var prefetch = new Prefetch(slots: 10);
        Assert.Equal(0, prefetch.Count);

        for (var attempt = 0; attempt < 200; attempt++)
        {
            prefetch.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.Equal(expected, prefetch.Count);
    }

    [Fact]
    public void Nothing_more_is_held_when_what_was_held_had_to_wait()
    {
        var prefetch = new Prefetch(slots: 10);
        prefetch.Add(TimeSpan.FromMicroseconds(10));

        prefetch.AddLong();

        Assert.Equal(0, prefetch.Count);
    }

    [Fact]
    public async Task Jobs_that_wait_behind_a_long_one_are_given_back()
    {
        var last = await BlockAsync();
        await StartAsync();
        await _began.Task.WaitAsync(SafetyNet);
        await WhenAsync(last, JobState.Running);

        var ready = WhenAsync(last, JobState.Ready);
        await AdvanceUntilAsync(ready, loops: 4);

        await ready;
        _open.SetResult();
        Assert.Equal(1, (await WhenAsync(last, JobState.Succeeded)).Attempts);
    }

    [Fact]
    public async Task Jobs_that_wait_for_a_slot_are_given_back_when_the_worker_stops()
    {
        var last = await BlockAsync();
        var worker = await StartAsync();
        await _began.Task.WaitAsync(SafetyNet);
        await WhenAsync(last, JobState.Running);

        var stop = worker.StopAsync();
        await WhenAsync(last, JobState.Ready);
        _open.SetResult();
        await stop.WaitAsync(SafetyNet);

        Assert.Equal(0, (await FindAsync(last)).Attempts);
    }

    /// <summary>Makes many short jobs, a long one, and some more, of which the last is given.</summary>
    private async Task<JobId> BlockAsync()
    {
        Handle("short", _ => Task.CompletedTask);
        Handle("long", async _ =>
        {
            _began.TrySetResult();
            await _open.Task;
        });
        Options = Options with { Slots = 1 };
        await EnqueueManyAsync("short", 50);
        await EnqueueAsync("long");
        await EnqueueManyAsync("short", 20);
        return await EnqueueAsync("short");
    }
}
