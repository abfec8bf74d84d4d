using Ringleader.Cli.Tests.Jobs;

namespace Ringleader.Cli.Tests.Commands;

public sealed class JobsListCommandTests
{
    [Fact]
    public async Task List_prints_the_newest_first_in_columns()
    {
        await using var file = await JobFile.CreateAsync();
        await file.AddAsync();
        await file.AddAsync(JobFile.Job("report", "slow") with { Priority = 5, Delay = TimeSpan.FromHours(3) });

        var run = await file.RunAsync("list");

        Assert.Equal(0, run.ExitCode);
        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("ID  STATE      KIND          QUEUE  PRIORITY  TRIES  AGE", lines[0]);
        Assert.Matches(@"^2   scheduled  report        slow   5         0/25   \d+s   in (3h|2h)$", lines[1]);
        Assert.Matches(@"^1   ready      mail\.welcome  mail   0         0/25   \d+s$", lines[2]);
    }

    [Fact]
    public async Task List_filters_by_state_queue_kind_tag_and_number()
    {
        await using var file = await JobFile.CreateAsync();
        var first = await file.AddAsync(JobFile.Job() with { Tags = ["urgent", "vip"] });
        var second = await file.AddAsync(JobFile.Job("report", "slow") with { Delay = TimeSpan.FromHours(1) });

        Assert.Equal([second.Value], await IdsAsync(file, "--state", "scheduled,failed"));
        Assert.Equal([first.Value], await IdsAsync(file, "--queue", "mail"));
        Assert.Equal([second.Value], await IdsAsync(file, "--kind", "report"));
        Assert.Equal([first.Value], await IdsAsync(file, "--tag", "vip", "--tag", "urgent"));
        Assert.Equal([first.Value], await IdsAsync(file, "--id", "1"));
        Assert.Empty(await IdsAsync(file, "--older-than", "1h"));
        Assert.Equal([second.Value, first.Value], await IdsAsync(file, "--younger-than", "1h"));
    }

    [Fact]
    public async Task List_goes_on_where_the_last_page_ended()
    {
        await using var file = await JobFile.CreateAsync();
        for (var i = 0; i < 3; i++)
        {
            await file.AddAsync();
        }

        var first = await file.RunAsync("list", "--limit", "2");

        Assert.EndsWith("Older ones: --before 2\n", first.Output, StringComparison.Ordinal);
        Assert.Equal([1], await IdsAsync(file, "--limit", "2", "--before", "2"));
    }

    [Fact]
    public async Task List_says_why_a_job_failed()
    {
        await using var file = await JobFile.CreateAsync();
        await file.AddAsync();
        await file.FailNextAsync(await file.StartWorkerAsync());

        var run = await file.RunAsync("list", "--error-type", "System.TimeoutException");

        Assert.Matches(@"1   failed  .* 1/25   \d+s   System\.TimeoutException: it took too long\n", run.Output);
    }

    [Fact]
    public async Task Line_of_a_terminal_ends_where_the_terminal_does()
    {
        await using var file = await JobFile.CreateAsync();
        await file.AddAsync();
        await file.FailNextAsync(await file.StartWorkerAsync(), message: new string('x', 500));

        var run = await CliRun.OfAsync(file.Line("list"), isTerminal: true);

        Assert.All(run.Output.Split('\n'), static line => Assert.True(line.Length <= 199, line));
        Assert.Contains("…\n", run.Output, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<long>> IdsAsync(JobFile file, params string[] args) =>
        [.. (await file.RunJsonAsync(["list", .. args])).EnumerateArray().Select(static job => job.GetProperty("id").GetInt64())];
}
