using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Tests.Working;

namespace Ringleader.Jobs.Tests.Hosting;

public sealed class JobsHostingTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_host_runs_the_jobs_that_its_client_enqueues()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddJobs().UseInMemory().AddHandler<GreetHandler>();
        using var host = builder.Build();
        await host.StartAsync();
        var jobs = host.Services.GetRequiredService<JobClient>();

        var receipt = await jobs.EnqueueAsync(new Greet("Ada"));
        var greeting = await jobs.AskResultAsync<string>(receipt.Id, SafetyNet);
        await host.StopAsync();

        Assert.Equal("Hello Ada", greeting);
        Assert.False(Assert.Single(await jobs.GetWorkersAsync()).IsAlive);
    }

    [Fact]
    public async Task A_host_without_handlers_or_without_worker_runs_none_and_several_can_be_added()
    {
        Assert.Empty(await WorkersOfAsync(jobs => jobs.AddJob<Greet>()));
        Assert.Empty(await WorkersOfAsync(jobs => jobs.AddHandler<GreetHandler>().WithoutWorker()));
        Assert.Single(await WorkersOfAsync(jobs => jobs.AddHandler<GreetHandler>()));
        var two = await WorkersOfAsync(jobs => jobs
            .AddHandler<GreetHandler>()
            .AddWorker(options => options with { Slots = 4, Queues = ["mail"] })
            .AddWorker());
        Assert.Equal([4, 10], two.Select(worker => worker.Slots).Order());
    }

    [Fact]
    public async Task Schedules_are_saved_when_the_host_starts()
    {
        await using var store = new InMemoryJobStore();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddJobs().UseStore(_ => new ScriptedStore(store)).AddJob<Greet>()
            .AddSchedule("greetings", Schedule.Every(TimeSpan.FromHours(1)), new Greet("all"), MissedFires.Skip, new() { Queue = "mail" });
        using var host = builder.Build();
        await host.StartAsync();

        var schedule = Assert.Single(await host.Services.GetRequiredService<JobClient>().ListSchedulesAsync());
        await host.StopAsync();

        Assert.Equal(("greetings", "mail", "Skip"), (schedule.Name, schedule.Queue, schedule.Missed));
    }

    [Fact]
    public async Task A_host_starts_without_its_store_and_works_when_that_is_there()
    {
        await using var store = new ScriptedStore(new InMemoryJobStore()) { IsAway = true };
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddJobs().UseStore(_ => store).AddHandler<GreetHandler>();
        using var host = builder.Build();
        await host.StartAsync().WaitAsync(SafetyNet);

        store.IsAway = false;
        var jobs = host.Services.GetRequiredService<JobClient>();
        var receipt = await jobs.EnqueueAsync(new Greet("Ada"));

        Assert.Equal("Hello Ada", await jobs.AskResultAsync<string>(receipt.Id, SafetyNet));
        await host.StopAsync();
    }

    [Fact]
    public async Task Options_out_of_their_range_fail_the_start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddJobs().UseInMemory().AddWorker(options => options with { Slots = 0 });
        using var host = builder.Build();

        await Assert.ThrowsAsync<ArgumentException>(() => host.StartAsync());
    }

    [Fact]
    public async Task A_host_without_a_store_says_what_to_do()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddJobs();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Contains("UseSqlite", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adding_jobs_twice_gives_the_same_builder()
    {
        var services = new ServiceCollection();

        Assert.Same(services.AddJobs(), services.AddJobs());
    }

    private static async Task<IReadOnlyList<WorkerSnapshot>> WorkersOfAsync(Action<Ringleader.Jobs.Hosting.IJobsBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        configure(builder.Services.AddJobs().UseInMemory());
        using var host = builder.Build();
        await host.StartAsync();
        var workers = await host.Services.GetRequiredService<IJobStore>().GetWorkersAsync(default);
        await host.StopAsync();
        return workers;
    }

    [Job("test.greet")]
    public sealed record Greet(string Name);

    public sealed class GreetHandler : IJobHandler<Greet, string>
    {
        public Task<string> HandleAsync(Greet job, JobContext context) => Task.FromResult($"Hello {job.Name}");
    }
}
