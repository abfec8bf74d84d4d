// What a team adds to its jobs on the first day: middleware, a failure handler, a health check, and settings for each kind of job.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ringleader.Jobs;

var file = Path.Combine(Path.GetTempPath(), $"guard-your-jobs-{Environment.ProcessId}.db");
var pager = new Pager();

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton(pager);

// snippet: around
builder.Services.AddJobs()
    .UseSqlite(file, new() { Retention = new() { Failed = TimeSpan.FromDays(30) } })
    .UseMiddleware<TimeJobs>() // around every attempt; the first is outermost
    .OnFailed<PageSomeone>() // when a job has failed for good
    .AddHandler<IndexProduct>((job, _) => job.Id > 0 ? Task.CompletedTask : throw new GiveUpException($"There is no product {job.Id}."));
builder.Services.AddHealthChecks().AddCheck<JobsHealthCheck>("jobs");
// end snippet

using var host = builder.Build();
await host.StartAsync();
var jobs = host.Services.GetRequiredService<JobClient>();

// snippet: replace
var first = await jobs.EnqueueAsync(new IndexProduct(7, "blue"), new JobOptions { Delay = TimeSpan.FromMinutes(1) });
var second = await jobs.EnqueueAsync(new IndexProduct(7, "red"), new JobOptions { Delay = TimeSpan.FromMinutes(1) });
Console.WriteLine($"still job {second.Id}: {second.Id == first.Id}, now with the newer arguments: {second.WasReplaced}");
// end snippet

// snippet: options-per-job
int[] products = [11, 12, 13];
await jobs.EnqueueAllAsync(
    products.Select(id => new IndexProduct(id, "green")),
    job => new JobOptions { Priority = job.Id == 12 ? 10 : 0 });
// end snippet

// snippet: reschedule
await jobs.SetPriorityAsync(first.Id, 5);
await jobs.RescheduleAsync(first.Id, TimeSpan.Zero); // run it now
// end snippet

await jobs.AskResultAsync<object>(first.Id, TimeSpan.FromSeconds(20));
var broken = await jobs.EnqueueAsync(new IndexProduct(-1, ""));
Console.WriteLine(await pager.Message.WaitAsync(TimeSpan.FromSeconds(20)));

var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
Console.WriteLine($"health: {health.Entries["jobs"].Status}, {health.Entries["jobs"].Description}");
await host.StopAsync();
File.Delete(file);
return second.WasReplaced && health.Status == HealthStatus.Healthy && broken.Id != first.Id ? 0 : 1;

// snippet: kind
[Job("product.index",
    TimeLimit = "5m",
    Retry = "10s, 1m, 10m", // the delays after the first, second and third attempt
    UniqueKey = "product-{Id}", UniqueReplace = UniqueReplace.Everything, // one per product, always with the newest arguments
    LimitKey = "index",
    KeepFailed = "7d")]
public sealed record IndexProduct(int Id, string Colour);
// end snippet

// snippet: middleware
public sealed class TimeJobs(ILogger<TimeJobs> logger, TimeProvider clock) : IJobMiddleware
{
    public async Task InvokeAsync(JobExecution execution, Func<Task> next)
    {
        var start = clock.GetTimestamp();
        try
        {
            await next(); // the other middleware, then the handler
        }
        finally
        {
            logger.LogInformation("{Kind} {Arguments} took {Time}", execution.Kind, execution.Arguments, clock.GetElapsedTime(start));
        }
    }
}
// end snippet

// snippet: failed
public sealed class PageSomeone(Pager pager) : IFailedJobHandler
{
    public Task HandleAsync(FailedJobContext failed)
    {
        pager.Page($"Job {failed.Job.Kind} failed after {failed.Job.Attempts} attempt: {failed.Job.LastError?.Message}");
        return Task.CompletedTask;
    }
}
// end snippet

public sealed class Pager
{
    private readonly TaskCompletionSource<string> _message = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Message => _message.Task;

    public void Page(string message) => _message.TrySetResult(message);
}
