using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs.Enqueuing;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Enqueuing;

public sealed class StoreCallsTests : IAsyncDisposable
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryJobStore _store = new();
    private readonly StoreCalls _calls;
    private int _attempts;

    public StoreCallsTests()
    {
        _calls = new StoreCalls(_store, TimeSpan.FromSeconds(30), _clock);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_call_that_succeeds_is_made_once()
    {
        Assert.Equal(1, await CallAsync(failures: 0));
        Assert.Equal(0, _clock.PendingTimers);
    }

    [Fact]
    public async Task A_call_is_made_again_until_the_store_is_back()
    {
        var calling = CallAsync(failures: 5);
        await AdvanceUntilAsync(calling);

        Assert.Equal(6, await calling);
    }

    [Fact]
    public async Task When_the_time_is_up_the_last_error_is_the_callers()
    {
        var calling = CallAsync(failures: int.MaxValue);
        await AdvanceUntilAsync(calling);

        var error = await Assert.ThrowsAsync<InjectedFaultException>(() => calling);
        Assert.Equal($"attempt {_attempts}", error.Message);
        Assert.Equal(TimeSpan.FromSeconds(30), _clock.GetElapsedTime(0));
        Assert.InRange(_attempts, 15, 1000); // Delays are 2 s at most, and 1 s on average when they have grown.
    }

    [Fact]
    public async Task Another_error_is_the_callers_at_once()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _calls.CallAsync<int, int>(
            (_, _, _) => throw new ArgumentException($"attempt {++_attempts}"), 0, default).AsTask());
        Assert.Equal(1, _attempts);
    }

    [Fact]
    public async Task A_caller_may_give_up_between_attempts()
    {
        using var giveUp = new CancellationTokenSource();
        var calling = CallAsync(failures: int.MaxValue, giveUp.Token);
        await _clock.WhenPendingTimersAsync(1);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling.WaitAsync(SafetyNet));
        Assert.Equal(1, _attempts);
    }

    private Task<int> CallAsync(int failures, CancellationToken cancellationToken = default) => _calls.CallAsync(
        (_, failing, _) => ++_attempts > failing ? Task.FromResult(_attempts) : throw new InjectedFaultException($"attempt {_attempts}"),
        failures,
        cancellationToken).AsTask();

    private async Task AdvanceUntilAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, _clock.WhenPendingTimersAsync(1)).WaitAsync(SafetyNet);
            if (!work.IsCompleted)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(1));
            }
        }
    }
}
