using Microsoft.Extensions.DependencyInjection;
using Ringleader.Jobs.Testing;

namespace Ringleader.Jobs.Tests.Testing;

public sealed class JobsTestHarnessTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_job_runs_when_the_test_says_so()
    {
        var done = new List<int>();
        await using var jobs = new JobsTestHarness(registry => registry.AddHandler<Count>((job, _) =>
        {
            done.Add(job.Number);
            return Task.CompletedTask;
        }));

        await jobs.Client.EnqueueAsync(new Count(7));
        Assert.Empty(done);
        var counts = await jobs.DrainAsync();

        Assert.Equal([7], done);
        Assert.Equal(1, counts.Succeeded);
    }

    [Fact]
    public async Task Jobs_run_one_at_a_time_in_the_order_of_their_priorities()
    {
        var done = new List<int>();
        await using var jobs = new JobsTestHarness(registry => registry.AddHandler<Count>(async (job, context) =>
        {
            done.Add(job.Number);
            if (job.Number == 0)
            {
                await context.Jobs.EnqueueAsync(new Count(100), new() { Priority = 100 });
            }
        }));
        for (var number = 0; number < 20; number++)
        {
            await jobs.Client.EnqueueAsync(new Count(number), new() { Priority = -number });
        }

        await jobs.DrainAsync();

        Assert.Equal([0, 100, .. Enumerable.Range(1, 19)], done);
    }

    [Fact]
    public async Task What_becomes_due_runs_at_its_time()
    {
        var times = new List<DateTimeOffset>();
        JobsTestHarness jobs = null!;
        await using var harness = jobs = new JobsTestHarness(registry => registry
            .AddHandler<Count>((_, _) =>
            {
                times.Add(jobs.Clock.GetUtcNow());
                return Task.CompletedTask;
            }));
        var start = jobs.Clock.GetUtcNow();
        await jobs.Client.EnqueueAsync(new Count(1), new() { Delay = 3 * Hour });
        await jobs.Client.ScheduleAsync("every-two-hours", Schedule.Every(2 * Hour), new Count(2));

        var counts = await jobs.AdvanceAsync(5 * Hour);

        Assert.Equal(3, counts.Succeeded);
        Assert.Equal([start + (2 * Hour), start + (3 * Hour), start + (4 * Hour)], times);
        Assert.Equal(start + (5 * Hour), jobs.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_failed_job_is_tried_again_as_time_goes_on()
    {
        var attempts = 0;
        await using var jobs = new JobsTestHarness(registry => registry
            .AddHandler<Count>((_, _) => ++attempts < 4 ? throw new IOException() : Task.CompletedTask));
        var receipt = await jobs.Client.EnqueueAsync(new Count(1));

        var counts = await jobs.AdvanceAsync(Hour);

        Assert.Equal(new JobRunCounts(1, 3, 0, 0), counts);
        Assert.Equal(4, (await jobs.Client.FindAsync(receipt.Id))!.Attempts);
    }

    [Fact]
    public async Task Inline_an_enqueue_runs_the_job_and_throws_what_its_handler_throws()
    {
        await using var jobs = JobsTestHarness.Inline(registry => registry.AddHandler<Count>(
            async (job, context) =>
            {
                await Task.Yield();
                if (job.Number == 0)
                {
                    throw new IOException("There is no zero.");
                }

                if (job.Number > 1)
                {
                    await context.Jobs.EnqueueAsync(new Count(job.Number - 1));
                }
            }));

        var receipt = await jobs.Client.EnqueueAsync(new Count(3));
        var error = await Assert.ThrowsAsync<IOException>(() => jobs.Client.EnqueueAsync(new Count(0)));
        await jobs.Client.EnqueueAsync(new Count(0), new() { Delay = Hour });

        Assert.Equal(JobState.Succeeded, (await jobs.Client.FindAsync(receipt.Id))!.State);
        Assert.Equal(3, await jobs.Client.CountAsync(new() { States = [JobState.Succeeded] }));
        Assert.Equal("There is no zero.", error.Message);
    }

    [Fact]
    public async Task Handlers_have_services_in_a_scope_of_their_own_that_ends_with_them()
    {
        await using var services = new ServiceCollection().AddScoped<Scoped>().AddScoped<CountHandler>().AddSingleton(new List<Scoped>()).BuildServiceProvider();
        await using var jobs = new JobsTestHarness(registry => registry.AddHandler<Count, CountHandler>(), services);
        await jobs.Client.EnqueueAllAsync([new Count(1), new Count(2)]);

        await jobs.DrainAsync();

        var scoped = services.GetRequiredService<List<Scoped>>();
        Assert.Equal(2, scoped.Distinct().Count());
        Assert.All(scoped, one => Assert.True(one.IsDisposed));
    }

    [Fact]
    public async Task Without_a_container_asking_for_services_says_what_to_do()
    {
        await using var jobs = JobsTestHarness.Inline(registry => registry.AddHandler<Count>((_, context) => Task.FromResult(context.Services)));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => jobs.Client.EnqueueAsync(new Count(1)));

        Assert.Contains("JobWorkerOptions.Services", error.Message, StringComparison.Ordinal);
    }

    [Job("test.count")]
    public sealed record Count(int Number);

    public sealed class Scoped : IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }

    public sealed class CountHandler(Scoped scoped, List<Scoped> all) : IJobHandler<Count>
    {
        public Task HandleAsync(Count job, JobContext context)
        {
            Assert.Same(scoped, context.Services.GetRequiredService<Scoped>());
            Assert.False(scoped.IsDisposed);
            all.Add(scoped);
            return Task.CompletedTask;
        }
    }
}
