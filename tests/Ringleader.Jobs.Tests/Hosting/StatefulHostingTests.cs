using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ringleader.Jobs.Stateful;
using Ringleader.Jobs.Tests.Background;
using Ringleader.Jobs.Tests.Stateful;

namespace Ringleader.Jobs.Tests.Hosting;

/// <summary>Background methods and stateful workers in a host.</summary>
public sealed class StatefulHostingTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Background_methods_are_run_on_an_object_of_the_attempts_scope()
    {
        List<string> delivered = [];
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(delivered);
        builder.Services.AddJobs().UseInMemory().AddBackground<Newsletter>();
        using var host = builder.Build();
        await host.StartAsync();
        await using var scope = host.Services.CreateAsyncScope();

        var receipt = await scope.ServiceProvider.GetRequiredService<Newsletter>().CountAsync("abc", 2);

        Assert.Equal(3, await host.Services.GetRequiredService<JobClient>().AskResultAsync<int>(receipt.Id, SafetyNet));
        await host.StopAsync();
    }

    [Fact]
    public async Task Stateful_workers_start_with_the_host_run_durable_calls_and_end_with_the_container()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddJobs().UseInMemory().AddStatefulWorker<Kitchen>("kitchen", new() { PoolSize = 1 });
        var host = builder.Build();
        await host.StartAsync();
        var workers = host.Services.GetRequiredService<StatefulWorkers>();
        var jobs = host.Services.GetRequiredService<JobClient>();
        Assert.True(Assert.Single(workers.All).IsStarted);

        var receipt = await workers["kitchen"].EnqueueAsync(jobs, "cook", 4);

        Assert.Equal(40, await jobs.AskResultAsync<int>(receipt.Id, SafetyNet));
        Assert.Equal(1, await workers["kitchen"].CallAsync<int>("count"));
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Assert.Empty(workers.All);
    }

    [Fact]
    public async Task Each_worker_has_a_scope_that_lives_as_long_as_it_does()
    {
        List<Kitchen> made = [];
        var services = new ServiceCollection();
        services.AddScoped(_ =>
        {
            var kitchen = new Kitchen();
            made.Add(kitchen);
            return kitchen;
        });
        services.AddJobs().UseInMemory().AddStatefulWorker<Kitchen>("kitchen");
        await using var provider = services.BuildServiceProvider();
        var workers = provider.GetRequiredService<StatefulWorkers>();
        await workers.NewWorkerAsync("kitchen", "left");
        await workers.NewWorkerAsync("kitchen", "right");

        await workers.DeleteAsync("kitchen", "left");

        Assert.Equal([true, false], made.Select(kitchen => kitchen.Disposed.IsCompleted));
    }

    [Fact]
    public async Task Worker_that_cannot_start_does_not_keep_the_host_from_starting()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddScoped(_ => new Kitchen { WhenStarting = (_, _) => throw new InvalidOperationException("No gas.") });
        builder.Services.AddJobs().UseInMemory().AddStatefulWorker<Kitchen>("kitchen");
        using var host = builder.Build();

        await host.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Services.GetRequiredService<StatefulWorkers>()["kitchen"].CallAsync("count"));
        await host.StopAsync();
    }

    [Fact]
    public void Name_of_a_worker_is_checked_when_it_is_added()
    {
        var jobs = new ServiceCollection().AddJobs().AddStatefulWorker<Kitchen>("kitchen");

        Assert.Throws<ArgumentException>(() => jobs.AddStatefulWorker<Kitchen>("kitchen"));
        Assert.Throws<ArgumentException>(() => jobs.AddStatefulWorker<Kitchen>("a.b"));
    }
}
