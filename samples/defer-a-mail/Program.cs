// The smallest use of jobs: a host that sends a mail later, with the jobs in a file. Run it twice at the same time and they share them.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ringleader.Jobs;

var file = Path.Combine(Path.GetTempPath(), $"defer-a-mail-{Environment.ProcessId}.db");

// snippet: host
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddJobs().UseSqlite(file).AddHandler<WelcomeHandler>();
using var host = builder.Build();
await host.StartAsync();
// end snippet

// snippet: enqueue
var jobs = host.Services.GetRequiredService<JobClient>();
var receipt = await jobs.EnqueueAsync(new SendWelcome("ada@example.org"));
// end snippet

// snippet: options
var later = await jobs.EnqueueAsync(new SendWelcome("grace@example.org"), new JobOptions
{
    Delay = TimeSpan.FromMilliseconds(200),
    Priority = 10, // higher runs sooner
    MaxAttempts = 5,
    Tags = ["newsletter"],
});
// end snippet

// snippet: unique
var once = new JobOptions { Delay = TimeSpan.FromHours(1), Unique = new UniqueKey("edsger@example.org", UniqueScope.UntilEnded) };
var first = await jobs.EnqueueAsync(new SendWelcome("edsger@example.org"), once);
var second = await jobs.EnqueueAsync(new SendWelcome("edsger@example.org"), once);
Console.WriteLine($"the second is a duplicate: {second.IsDuplicate}, of the same job: {second.Id == first.Id}");
// end snippet

// snippet: result
Console.WriteLine(await jobs.AskResultAsync<string>(receipt.Id, TimeSpan.FromSeconds(20)));
Console.WriteLine(await jobs.AskResultAsync<string>(later.Id, TimeSpan.FromSeconds(20)));
// end snippet

// snippet: cancel
await jobs.CancelAsync(first.Id);
// end snippet

await host.StopAsync();
File.Delete(file);
return second.IsDuplicate ? 0 : 1;

// snippet: job
[Job("mail.welcome", Queue = "mail")]
public sealed record SendWelcome(string Address);

public sealed class WelcomeHandler : IJobHandler<SendWelcome, string>
{
    public async Task<string> HandleAsync(SendWelcome job, JobContext context)
    {
        await Task.Delay(10, context.Stop); // talk to the mail server here
        return $"Welcomed {job.Address}.";
    }
}
// end snippet
