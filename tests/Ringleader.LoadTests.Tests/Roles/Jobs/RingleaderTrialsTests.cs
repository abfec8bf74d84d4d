using Ringleader.LoadTests.Roles;
using Ringleader.LoadTests.Roles.Jobs;

namespace Ringleader.LoadTests.Tests.Roles.Jobs;

public sealed class RingleaderTrialsTests
{
    [Fact]
    public async Task A_drain_runs_what_was_loaded_and_leaves_nothing()
    {
        await using ITrialRole trials = await RingleaderTrials.InMemoryAsync();

        for (int round = 0; round < 2; round++)
        {
            await trials.RunAsync(new TrialCommand("load", 300, 4));
            TrialAnswer answer = await trials.RunAsync(new TrialCommand("drain", 300, 4));
            Assert.True(answer.Seconds > 0);
        }
    }

    [Fact]
    public async Task What_was_enqueued_and_cleared_is_not_drained()
    {
        await using ITrialRole trials = await RingleaderTrials.InMemoryAsync();

        await trials.RunAsync(new TrialCommand("enqueue", 30, 4));
        await trials.RunAsync(new TrialCommand("batches", 30, 10));
        await trials.RunAsync(new TrialCommand("clear"));

        // It would end while jobs are left, and count more than there are.
        await trials.RunAsync(new TrialCommand("load", 20, 4));
        await trials.RunAsync(new TrialCommand("drain", 20, 4));
    }

    [Fact]
    public async Task Each_start_is_timed()
    {
        await using ITrialRole trials = await RingleaderTrials.InMemoryAsync();

        TrialAnswer answer = await trials.RunAsync(new TrialCommand("latency", 5, 1));

        Assert.Equal(5, answer.Microseconds.Count);
        Assert.All(answer.Microseconds, time => Assert.True(time > 0));
    }

    [Fact]
    public async Task Another_trial_is_refused()
    {
        await using ITrialRole trials = await RingleaderTrials.InMemoryAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => trials.RunAsync(new TrialCommand("walk")));
    }
}
