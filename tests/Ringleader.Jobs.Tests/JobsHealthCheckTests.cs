using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Ringleader.Jobs.Testing;
using Ringleader.Jobs.Tests.Working;

namespace Ringleader.Jobs.Tests;

public sealed class JobsHealthCheckTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Jobs_are_healthy_when_the_store_answers_and_nothing_waits_long()
    {
        await using var jobs = new JobsTestHarness(registry => registry.AddJob<Slow>());
        var check = new JobsHealthCheck(jobs.Client, []);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(check)).Status);

        await jobs.Client.EnqueueAsync(new Slow());
        jobs.Clock.Advance(4 * Minute);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(check)).Status);
    }

    [Fact]
    public async Task Jobs_are_degraded_when_the_oldest_ready_one_is_older_than_the_threshold()
    {
        await using var jobs = new JobsTestHarness(registry => registry.AddJob<Slow>());
        await jobs.Client.EnqueueAsync(new Slow(), new() { Queue = "mail" });
        jobs.Clock.Advance(6 * Minute);

        var result = await CheckAsync(new JobsHealthCheck(jobs.Client, []));

        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.Contains("'mail'", result.Description, StringComparison.Ordinal);
        Assert.Equal(360.0, result.Data["oldest_ready_seconds"]);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(new(jobs.Client, [], new() { OldestReady = null }))).Status);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(new(jobs.Client, [], new() { OldestReady = 7 * Minute }))).Status);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(new(jobs.Client, [], new() { Queues = ["other"] }))).Status);
        await jobs.Client.PauseQueueAsync("mail");
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(new(jobs.Client, []))).Status);
    }

    [Fact]
    public async Task Jobs_are_unhealthy_when_the_store_does_not_answer()
    {
        await using var store = new ScriptedStore(new InMemoryJobStore()) { IsAway = true };
        var check = new JobsHealthCheck(new(store, new JobRegistry().AddJob<Slow>()), []);

        var result = await CheckAsync(check);

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.NotNull(result.Exception);
        Assert.Contains(store.Name, result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_are_unhealthy_when_a_worker_has_stopped()
    {
        await using var store = new InMemoryJobStore();
        var registry = new JobRegistry().AddHandler<Slow>((_, _) => Task.CompletedTask);
        await using var worker = await JobWorker.StartAsync(store, registry, new() { Name = "w7" });
        var check = new JobsHealthCheck(new(store, registry), [worker]);
        var alive = await CheckAsync(check);
        await worker.StopAsync();

        var stopped = await CheckAsync(check);

        Assert.Equal(HealthStatus.Healthy, alive.Status);
        Assert.InRange((double)alive.Data["heartbeat_age_seconds"], 0, 15);
        Assert.Equal((HealthStatus.Unhealthy, "Worker 'w7' has stopped."), (stopped.Status, stopped.Description));
    }

    [Fact]
    public async Task Jobs_are_unhealthy_when_the_heartbeat_of_a_worker_is_too_old()
    {
        var clock = new TestClock();
        await using var store = new ScriptedStore(new InMemoryJobStore());
        var registry = new JobRegistry().AddHandler<Slow>((_, _) => Task.CompletedTask);
        await using var worker = await JobWorker.StartAsync(store, registry, new() { TimeProvider = clock });
        store.IsAway = true;
        clock.Advance(20 * TimeSpan.FromSeconds(1));

        var result = await CheckAsync(new(new(store, registry), [worker]));

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("lease", result.Description, StringComparison.Ordinal);
        store.IsAway = false;
    }

    [Fact]
    public async Task The_check_of_a_host_looks_at_its_workers_and_takes_its_options_from_the_container()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddJobs().UseInMemory().AddHandler<Slow>((_, _) => Task.CompletedTask);
        builder.Services.AddSingleton(new JobsHealthCheckOptions { OldestReady = Minute });
        using var host = builder.Build();
        await host.StartAsync();
        var check = host.Services.GetRequiredService<JobsHealthCheck>();

        var running = await CheckAsync(check);
        await host.StopAsync();

        Assert.True(running.Data.ContainsKey("heartbeat_age_seconds"));
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(check)).Status);
    }

    [Fact]
    public async Task Times_that_are_not_positive_are_refused()
    {
        await using var jobs = new JobsTestHarness(registry => registry.AddJob<Slow>());

        Assert.Throws<ArgumentOutOfRangeException>(() => new JobsHealthCheck(jobs.Client, [], new() { OldestReady = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JobsHealthCheck(jobs.Client, [], new() { StoreTimeout = TimeSpan.Zero }));
    }

    private static Task<HealthCheckResult> CheckAsync(JobsHealthCheck check) => check.CheckHealthAsync(new HealthCheckContext());

    [Job("slow")]
    public sealed record Slow;
}
