using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ringleader.Jobs.Testing;

namespace Ringleader.Jobs.Tests;

public sealed class FailedJobHandlerTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_handler_is_called_once_when_a_job_has_failed_for_good()
    {
        var failures = new List<JobSnapshot>();
        await using var jobs = new JobsTestHarness(registry => registry
            .OnFailed(failed =>
            {
                failures.Add(failed.Job);
                return Task.CompletedTask;
            })
            .AddHandler<Fail>((_, _) => throw new IOException("No paper.")));

        var receipt = await jobs.Client.EnqueueAsync(new Fail(), new() { MaxAttempts = 3 });
        await jobs.DrainAsync();
        Assert.Empty(failures);
        await jobs.AdvanceAsync(TimeSpan.FromHours(1));
        await jobs.DrainAsync();

        var failure = Assert.Single(failures);
        Assert.Equal((receipt.Id, JobState.Failed, 3, "No paper."), (failure.Id, failure.State, failure.Attempts, failure.LastError!.Message));
    }

    [Fact]
    public async Task A_handler_that_throws_changes_nothing_and_the_next_one_is_called()
    {
        var called = new List<string>();
        await using var jobs = new JobsTestHarness(registry => registry
            .OnFailed(_ =>
            {
                called.Add("first");
                throw new InvalidOperationException("The mail server is away.");
            })
            .OnFailed(_ =>
            {
                called.Add("second");
                return Task.CompletedTask;
            })
            .AddHandler<Fail>((_, _) => throw new GiveUpException("No paper.")));

        var receipt = await jobs.Client.EnqueueAsync(new Fail());
        await jobs.DrainAsync();
        await jobs.AdvanceAsync(TimeSpan.FromHours(1));

        var job = await jobs.Client.FindAsync(receipt.Id);
        Assert.Equal(["first", "second"], called);
        Assert.Equal((JobState.Failed, 1, "No paper."), (job!.State, job.Attempts, job.LastError!.Message));
    }

    [Fact]
    public async Task A_handler_can_enqueue_a_job_that_runs_as_usual()
    {
        var mailed = new List<string>();
        await using var jobs = new JobsTestHarness(registry => registry
            .OnFailed(failed => failed.Jobs.EnqueueAsync(new Mail(failed.Job.LastError!.Message)))
            .AddHandler<Mail>((mail, _) =>
            {
                mailed.Add(mail.Text);
                return Task.CompletedTask;
            })
            .AddHandler<Fail>((_, _) => throw new GiveUpException("No paper.")));

        await jobs.Client.EnqueueAsync(new Fail());
        await jobs.DrainAsync();

        Assert.Equal(["No paper."], mailed);
    }

    [Fact]
    public async Task A_handler_comes_out_of_the_container_in_a_scope_of_the_failure()
    {
        var services = new ServiceCollection().AddScoped<Desk>().AddScoped<Complain>().AddSingleton(new List<Desk>()).BuildServiceProvider();
        await using var jobs = new JobsTestHarness(
            registry => registry.OnFailed<Complain>().AddHandler<Fail>((_, _) => throw new GiveUpException("No paper.")), services);

        await jobs.Client.EnqueueAllAsync([new Fail(), new Fail()]);
        await jobs.DrainAsync();

        Assert.Equal(2, services.GetRequiredService<List<Desk>>().Distinct().Count());
        Assert.All(services.GetRequiredService<List<Desk>>(), desk => Assert.True(desk.IsDisposed));
    }

    [Fact]
    public async Task A_host_calls_its_handler_while_it_runs()
    {
        var called = new TaskCompletionSource<JobSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddJobs().UseInMemory()
            .AddHandler<Fail>((_, _) => throw new GiveUpException("No paper."))
            .OnFailed(failed =>
            {
                called.TrySetResult(failed.Job);
                return Task.CompletedTask;
            });
        using var host = builder.Build();
        await host.StartAsync();

        var receipt = await host.Services.GetRequiredService<JobClient>().EnqueueAsync(new Fail());

        Assert.Equal(receipt.Id, (await called.Task.WaitAsync(SafetyNet)).Id);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_failure_whose_handler_was_cut_off_by_the_end_of_the_worker_is_handled_again()
    {
        var clock = new TestClock();
        await using var store = new InMemoryJobStore(timeProvider: clock);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var endless = new JobRegistry().AddHandler<Fail>((_, _) => throw new GiveUpException("No paper.")).OnFailed(async failed =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, failed.Stop);
        });
        await using (await JobWorker.StartAsync(store, endless))
        {
            await new JobClient(store, endless).EnqueueAsync(new Fail());
            await begun.Task.WaitAsync(SafetyNet);
        }

        var called = 0;
        var working = new JobRegistry().AddJob<Fail>().OnFailed(_ =>
        {
            called++;
            return Task.CompletedTask;
        });
        await JobWorker.RunUntilIdleAsync(store, working);
        Assert.Equal(0, called); // Another node may be at it still.
        clock.Advance(TimeSpan.FromMinutes(6));
        await JobWorker.RunUntilIdleAsync(store, working);
        Assert.Equal(1, called);
    }

    [Job("fail")]
    public sealed record Fail;

    [Job("mail")]
    public sealed record Mail(string Text);

    public sealed class Desk : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    public sealed class Complain(Desk desk, List<Desk> all) : IFailedJobHandler
    {
        public Task HandleAsync(FailedJobContext failed)
        {
            Assert.Same(desk, failed.Services.GetRequiredService<Desk>());
            all.Add(desk);
            return Task.CompletedTask;
        }
    }
}
