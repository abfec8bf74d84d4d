using System.Text;
using Ringleader.Jobs.Stateful;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Stateful;

public sealed class DurableCallTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryJobStore _store;
    private readonly StatefulWorkers _workers;
    private readonly JobRegistry _registry;
    private readonly JobClient _jobs;

    public DurableCallTests()
    {
        _store = new(timeProvider: _clock);
        _workers = NewWorkers();
        _registry = new JobRegistry().AddStatefulWorkers(_workers);
        _jobs = new(_store, _registry);
    }

    public async ValueTask DisposeAsync()
    {
        await _workers.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Call_is_stored_and_run_by_the_worker_that_lives()
    {
        await _workers["kitchen"].CallAsync("cook", 1);
        var receipt = await _workers["kitchen"].EnqueueAsync(_jobs, "cook", 2, jobKey: "soup");

        var stored = await _jobs.FindAsync(receipt.Id);
        Assert.Equal(("worker:kitchen.cook", """{"jobKey":"soup","argument":2}"""), (stored?.Kind, stored?.Arguments));
        await RunAsync(_registry);

        Assert.Equal(2, await _workers["kitchen"].CallAsync<int>("count"));
        Assert.Equal(20, await _workers["kitchen"].AskResultAsync<int>("soup"));
        Assert.Equal(20, await _jobs.AskResultAsync<int>(receipt.Id, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Call_survives_a_restart()
    {
        await _workers["kitchen"].EnqueueAsync(_jobs, "cook", 2, jobKey: "soup");
        await _workers["kitchen", "left"].EnqueueAsync(_jobs, "cook", 3, jobKey: "soup");
        await _workers.DisposeAsync();

        await using var again = NewWorkers();
        await RunAsync(new JobRegistry().AddStatefulWorkers(again));

        Assert.Equal(20, await again["kitchen"].AskResultAsync<int>("soup"));
        Assert.Equal(30, await again["kitchen", "left"].AskResultAsync<int>("soup"));
    }

    [Fact]
    public async Task Job_key_makes_a_call_the_only_one_of_its_worker()
    {
        var first = await _workers["kitchen"].EnqueueAsync(_jobs, "cook", 2, jobKey: "soup");

        Assert.Equal(new JobReceipt(first.Id, IsDuplicate: true), await _workers["kitchen"].EnqueueAsync(_jobs, "cook", 3, jobKey: "soup"));
        Assert.False((await _workers["kitchen", "left"].EnqueueAsync(_jobs, "cook", 3, jobKey: "soup")).IsDuplicate);
        Assert.False((await _workers["kitchen"].EnqueueAsync(_jobs, "cook", 3)).IsDuplicate);
    }

    [Fact]
    public async Task Options_say_when_it_runs()
    {
        var receipt = await _workers["kitchen"].EnqueueAsync(_jobs, "clean", "all", options: new() { Delay = TimeSpan.FromHours(1) });

        Assert.Equal(JobState.Scheduled, (await _jobs.FindAsync(receipt.Id))?.State);
    }

    [Fact]
    public async Task Method_that_fails_is_tried_again()
    {
        var receipt = await _workers["kitchen"].EnqueueAsync(_jobs, "burn");

        await RunAsync(_registry);

        var job = await _jobs.FindAsync(receipt.Id);
        Assert.Equal((JobState.RetryScheduled, "It burns."), (job?.State, job?.LastError?.Message));
    }

    [Theory]
    [InlineData("cook", "[]")]
    [InlineData("cook", "{}")]
    [InlineData("cook", """{"argument":"two"}""")]
    [InlineData("cook", """{"key":5,"argument":2}""")]
    [InlineData("clean", """{"argument":2}""")]
    public async Task Arguments_that_do_not_fit_fail_the_job_at_once(string method, string arguments)
    {
        var receipt = await _jobs.EnqueueRawAsync($"worker:kitchen.{method}", Encoding.UTF8.GetBytes(arguments));

        await RunAsync(_registry);

        Assert.Equal(JobState.Failed, (await _jobs.FindAsync(receipt.Id))?.State);
    }

    [Fact]
    public async Task Call_that_could_not_run_is_not_stored()
    {
        await Assert.ThrowsAsync<WorkerNotFoundException>(() => _workers["kitchen"].EnqueueAsync(_jobs, "bake"));
        await Assert.ThrowsAsync<ArgumentException>(() => _workers["kitchen"].EnqueueAsync(_jobs, "cook", "two"));

        Assert.Equal(0, await _jobs.CountAsync(JobFilter.All));
    }

    private static StatefulWorkers NewWorkers() => new StatefulWorkers().Add("kitchen", () => new Kitchen());

    private Task<JobRunCounts> RunAsync(JobRegistry registry) => JobWorker.RunUntilIdleAsync(_store, registry, new() { TimeProvider = _clock });
}
