using System.Text;
using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Tests.Enqueuing;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests;

public sealed class JobClientResultTests : IAsyncDisposable
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryJobStore _store;
    private readonly JobClient _client;

    public JobClientResultTests()
    {
        _store = new(timeProvider: _clock);
        _client = new JobClient(_store, new JobRegistry().AddJob<Count>(), new JobClientOptions { TimeProvider = _clock });
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_result_that_is_there_is_given_at_once()
    {
        var id = await EnqueueAsync();
        await EndAsync(JobOutcome.Succeeded, result: """{"Words":7}""");

        Assert.Equal(new Counted(7), await _client.AskResultAsync<Counted>(id));
        Assert.Equal(0, _clock.PendingTimers);
    }

    [Fact]
    public async Task A_result_is_waited_for()
    {
        var id = await EnqueueAsync();
        var asking = _client.AskResultAsync<Counted>(id);
        await _clock.WhenPendingTimersAsync(1);
        Assert.False(asking.IsCompleted);

        await EndAsync(JobOutcome.Succeeded, result: """{"Words":7}""");
        _clock.Advance(TimeSpan.FromMilliseconds(20));

        Assert.Equal(new Counted(7), await asking.WaitAsync(SafetyNet));
    }

    [Fact]
    public async Task A_job_without_a_result_gives_the_default()
    {
        var id = await EnqueueAsync();
        await EndAsync(JobOutcome.Succeeded);

        Assert.Null(await _client.AskResultAsync<Counted>(id));
        Assert.Equal(0, await _client.AskResultAsync<int>(id));
    }

    [Fact]
    public async Task A_job_that_has_failed_tells_its_error()
    {
        var id = await EnqueueAsync();
        await EndAsync(JobOutcome.Failed, error: new JobError("System.IO.IOException", "The disk is full.", "at Disk.Write()", default));

        var error = await Assert.ThrowsAsync<JobFailedException>(() => _client.AskResultAsync<Counted>(id));

        Assert.Equal((id, "at Disk.Write()"), (error.Id, error.Error?.Stack));
        Assert.Equal($"Job '{id}' has failed: System.IO.IOException: The disk is full.", error.Message);
    }

    [Fact]
    public async Task A_job_that_is_tried_again_is_waited_for()
    {
        var id = await EnqueueAsync();
        await EndAsync(JobOutcome.Retry, error: new JobError("T", "M", null, default));

        var asking = _client.AskResultAsync<Counted>(id);
        await _clock.WhenPendingTimersAsync(1);
        Assert.False(asking.IsCompleted);
        await _client.CancelAsync(id);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(id, (await Assert.ThrowsAsync<JobCancelledException>(() => asking.WaitAsync(SafetyNet))).Id);
    }

    [Fact]
    public async Task A_job_that_is_not_there_is_said_to_be_so()
    {
        Assert.Equal(new JobId(99), (await Assert.ThrowsAsync<JobNotFoundException>(() => _client.AskResultAsync<Counted>(new JobId(99)))).Id);
    }

    [Fact]
    public async Task A_job_that_is_discarded_meanwhile_is_not_waited_for()
    {
        var id = await EnqueueAsync();
        var asking = _client.AskResultAsync<Counted>(id);
        await _clock.WhenPendingTimersAsync(1);

        await _client.DiscardAsync(id);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<JobNotFoundException>(() => asking.WaitAsync(SafetyNet));
    }

    [Theory]
    [InlineData(null, 30_000)]
    [InlineData(700, 700)]
    public async Task The_wait_ends_in_time_with_what_the_job_does(int? timeout, int milliseconds)
    {
        var id = await EnqueueAsync();
        var asking = _client.AskResultAsync<Counted>(id, timeout is { } given ? TimeSpan.FromMilliseconds(given) : null);
        await AdvanceUntilAsync(asking);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => asking);
        Assert.Contains("it is Ready", error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), _clock.GetElapsedTime(0));
    }

    [Fact]
    public async Task It_looks_ever_more_seldom()
    {
        var store = InterceptedJobStore.Around<IJobStore>(_store, (_, _) => Task.CompletedTask);
        var client = new JobClient(store, new JobRegistry(), new JobClientOptions { TimeProvider = _clock });
        var asking = client.AskResultAsync<Counted>(await EnqueueAsync(), TimeSpan.FromSeconds(10));
        await AdvanceUntilAsync(asking);

        await Assert.ThrowsAsync<TimeoutException>(() => asking);

        // 20 ms grow to 500 ms in 8 looks, which take 1.5 s; the others are half a second apart.
        Assert.InRange(InterceptedJobStore.CallsOf(store, nameof(IJobStore.FindAsync)), 24, 28);
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_waited_for()
    {
        var id = await EnqueueAsync();
        await EndAsync(JobOutcome.Succeeded, result: """{"Words":7}""");
        var client = new JobClient(new FaultyJobStore(_store, new Random(1), rate: 0.9), new JobRegistry(), new JobClientOptions { TimeProvider = _clock });

        var asking = client.AskResultAsync<Counted>(id, TimeSpan.FromHours(1));
        await AdvanceUntilAsync(asking);

        Assert.Equal(new Counted(7), await asking);
    }

    [Fact]
    public async Task A_store_that_stays_away_ends_the_wait_in_time()
    {
        var client = new JobClient(new FaultyJobStore(_store, new Random(1), rate: 1), new JobRegistry(), new JobClientOptions { TimeProvider = _clock });

        var asking = client.AskResultAsync<Counted>(new JobId(1));
        await AdvanceUntilAsync(asking);

        Assert.IsType<InjectedFaultException>((await Assert.ThrowsAsync<TimeoutException>(() => asking)).InnerException);
    }

    [Fact]
    public async Task The_wait_can_be_cancelled()
    {
        using var giveUp = new CancellationTokenSource();
        var asking = _client.AskResultAsync<Counted>(await EnqueueAsync(), cancellationToken: giveUp.Token);
        await _clock.WhenPendingTimersAsync(1);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(SafetyNet));
    }

    [Fact]
    public async Task A_wait_of_nothing_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _client.AskResultAsync<Counted>(new JobId(1), TimeSpan.Zero));
    }

    private async Task<JobId> EnqueueAsync() => (await _client.EnqueueAsync(new Count())).Id;

    private async Task EndAsync(JobOutcome outcome, string? result = null, JobError? error = null)
    {
        var lease = await _store.StartWorkerAsync(new("worker", [], 1, TimeSpan.FromMinutes(1)), default);
        var job = Assert.Single(await _store.ClaimAsync(lease, new(1, []), default));
        ReadOnlyMemory<byte>? json = result is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(result);
        var retryAfter = outcome == JobOutcome.Retry ? TimeSpan.FromHours(1) : default(TimeSpan?);
        Assert.Equal([true], await _store.FinishAsync(lease, [new(job.Id, job.Term, outcome, retryAfter, json, error)], default));
    }

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

    [Job("count")]
    private sealed record Count;

    private sealed record Counted(int Words);
}
