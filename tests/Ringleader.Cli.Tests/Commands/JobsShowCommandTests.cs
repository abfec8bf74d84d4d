using Ringleader.Cli.Tests.Jobs;

namespace Ringleader.Cli.Tests.Commands;

public sealed class JobsShowCommandTests
{
    [Fact]
    public async Task Show_prints_all_of_a_job_and_why_it_waits()
    {
        await using var file = await JobFile.CreateAsync();
        var id = await file.AddAsync(JobFile.Job() with { Tags = ["vip"], LimitKey = "tenant-7" });

        var run = await file.RunAsync("show", id.ToString());

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("state      ready\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("arguments  {\"user\":7}\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("limit key  tenant-7\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("why        No worker is alive.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_prints_the_error_with_its_stack()
    {
        await using var file = await JobFile.CreateAsync();
        await file.AddAsync();
        var id = await file.FailNextAsync(await file.StartWorkerAsync());

        var run = await file.RunAsync("show", id.ToString());
        var json = await file.RunJsonAsync("show", id.ToString());

        Assert.Contains("error      System.TimeoutException: it took too long\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n\n  at Mail.Send()\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("failed", json.GetProperty("state").GetString());
        Assert.Equal(7, json.GetProperty("arguments").GetProperty("user").GetInt32());
        Assert.Equal("it took too long", json.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal($"It has failed for good. To try again: ringleader jobs retry {id}", json.GetProperty("why").GetString());
    }

    [Fact]
    public async Task Show_of_no_job_is_a_failure()
    {
        await using var file = await JobFile.CreateAsync();

        var run = await file.RunAsync("show", "7");

        Assert.Equal(new CliRun(1, "", "There is no job 7 in sqlite:jobs.db, or none any more.\n"), run);
    }
}
