using Ringleader.Jobs.Testing;

namespace Ringleader.Jobs.Tests;

/// <summary>What an attribute says for the jobs of its kind, and what wins over it.</summary>
public sealed class KindDefaultsTests
{
    [Fact]
    public async Task Unique_and_limit_keys_are_made_of_the_arguments()
    {
        await using var jobs = new JobsTestHarness(registry => registry.AddJob<Report>());

        var first = await jobs.Client.EnqueueAsync(new Report(7, "north", "a"));
        var second = await jobs.Client.EnqueueAsync(new Report(7, "south", "b"));
        var other = await jobs.Client.EnqueueAsync(new Report(8, "north", "a"));

        Assert.Equal((first.Id, true, false), (second.Id, second.IsDuplicate, other.IsDuplicate));
        var job = await jobs.Client.FindAsync(first.Id);
        Assert.Equal(("user-7", "region:south/7"), (job!.UniqueKey, (await jobs.Client.FindAsync((await jobs.Client.EnqueueAsync(new Report(7, "south", "c"), new() { Unique = new("own") })).Id))!.LimitKey));
        Assert.Equal("region:north/7", job.LimitKey);
    }

    [Fact]
    public async Task The_attribute_can_ask_for_replacing()
    {
        await using var jobs = new JobsTestHarness(registry => registry.AddJob<Report>());
        var first = await jobs.Client.EnqueueAsync(new Report(7, "north", "a"), new() { Delay = TimeSpan.FromHours(1) });

        var second = await jobs.Client.EnqueueAsync(new Report(7, "south", "b"));

        Assert.Equal(new JobReceipt(first.Id, IsDuplicate: true, WasReplaced: true), second);
        var job = await jobs.Client.FindAsync(first.Id);
        Assert.Equal((JobState.Scheduled, """{"UserId":7,"Region":"south","text":"b"}"""), (job!.State, job.Arguments));
    }

    [Fact]
    public async Task All_arguments_together_can_be_the_key()
    {
        await using var jobs = new JobsTestHarness(registry => registry.AddJob<Exact>());

        var receipts = await jobs.Client.EnqueueAllAsync([new Exact(1, "a"), new Exact(1, "b"), new Exact(1, "a")]);

        Assert.Equal([false, false, true], receipts.Select(receipt => receipt.IsDuplicate));
    }

    [Fact]
    public async Task Raw_jobs_of_a_registered_kind_get_the_same_keys()
    {
        await using var jobs = new JobsTestHarness(registry => registry.AddJob<Report>());
        var first = await jobs.Client.EnqueueAsync(new Report(7, "north", "a"));

        var raw = await jobs.Client.EnqueueRawAsync("report.draw", """{"UserId":7}"""u8.ToArray());

        Assert.Equal((first.Id, true), (raw.Id, raw.IsDuplicate));
    }

    [Fact]
    public async Task The_time_limit_of_the_kind_cancels_an_attempt_and_that_of_the_job_wins()
    {
        var limits = new List<TimeSpan?>();
        await using var jobs = new JobsTestHarness(registry => registry.AddJob<Report>());
        await jobs.Client.EnqueueAllAsync([new Report(1, "", ""), new Report(2, "", "")], job => job.UserId == 2 ? new() { TimeLimit = TimeSpan.FromHours(3) } : null);
        var lease = await jobs.Store.StartWorkerAsync(new("w", [], 2, TimeSpan.FromHours(1)), CancellationToken.None);

        limits.AddRange((await jobs.Store.ClaimAsync(lease, new(2, []), CancellationToken.None)).Select(job => job.TimeLimit));

        Assert.Equal([TimeSpan.FromMinutes(5), TimeSpan.FromHours(3)], limits);
    }

    [Fact]
    public async Task The_retry_policy_of_the_kind_says_how_many_attempts_there_are_and_when()
    {
        await using var jobs = new JobsTestHarness(registry => registry.AddHandler<Report>((_, _) => throw new IOException("No paper.")));
        var receipt = await jobs.Client.EnqueueAsync(new Report(7, "north", "a"));

        await jobs.DrainAsync();
        var first = await jobs.Client.FindAsync(receipt.Id);
        var delay = first!.RunAt - jobs.Clock.GetUtcNow();
        await jobs.AdvanceAsync(TimeSpan.FromHours(2));
        var last = await jobs.Client.FindAsync(receipt.Id);

        Assert.InRange(delay, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
        Assert.Equal((4, JobState.Failed, 4), (first.MaxAttempts, last!.State, last.Attempts));
    }

    [Fact]
    public async Task A_registered_policy_wins_over_that_of_the_attribute_and_the_options_of_the_job_over_both()
    {
        await using var jobs = new JobsTestHarness(registry => registry.AddJob<Report>().Retry<Report>(RetryPolicy.Every(TimeSpan.FromMinutes(1), maxAttempts: 9)));

        var registered = await jobs.Client.EnqueueAsync(new Report(1, "", ""));
        var own = await jobs.Client.EnqueueAsync(new Report(2, "", ""), new() { MaxAttempts = 2 });

        Assert.Equal((9, 2), ((await jobs.Client.FindAsync(registered.Id))!.MaxAttempts, (await jobs.Client.FindAsync(own.Id))!.MaxAttempts));
    }

    [Fact]
    public async Task A_batch_takes_options_for_each_of_its_jobs()
    {
        await using var jobs = new JobsTestHarness(registry => registry.AddJob<Exact>());

        var batch = await jobs.Client.EnqueueBatchAsync(new JobBatch().AddRange([new Exact(1, "a"), new Exact(2, "b")], job => new() { Priority = job.Number }));

        Assert.Equal([2, 1], (await jobs.Client.ListAsync(new() { BatchId = batch })).Select(job => job.Priority));
    }

    [Theory]
    [InlineData(typeof(BadTimeLimit), "TimeLimit", "'5 minutes'")]
    [InlineData(typeof(BadRetry), "Retry", "'sometimes'")]
    [InlineData(typeof(BadDelays), "Retry", "'soon'")]
    [InlineData(typeof(BadDoubling), "Retry", "longest delay")]
    [InlineData(typeof(BadBraces), "UniqueKey", "'user-{UserId'")]
    [InlineData(typeof(BadFor), "UniqueFor", "UniqueScope.Time")]
    [InlineData(typeof(ForWithoutKey), "UniqueFor", "UniqueKey")]
    [InlineData(typeof(BadKeep), "KeepFailed", "1h or more")]
    public void A_setting_that_cannot_be_used_is_refused_when_the_kind_is_registered(Type job, string setting, string value)
    {
        var add = typeof(JobRegistry).GetMethod(nameof(JobRegistry.AddJob))!.MakeGenericMethod(job);

        var error = Assert.Throws<System.Reflection.TargetInvocationException>(() => add.Invoke(new JobRegistry(), null)).InnerException;

        Assert.IsType<ArgumentException>(error);
        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
        Assert.Contains(job.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_a_property_that_does_not_exist_or_is_a_list_is_refused_at_first_use()
    {
        var missing = Assert.Throws<InvalidOperationException>(() => new JobClient(new InMemoryJobStore(), new JobRegistry().AddJob<NoSuchProperty>()));
        var list = Assert.Throws<InvalidOperationException>(() => new JobClient(new InMemoryJobStore(), new JobRegistry().AddJob<ListProperty>()));

        Assert.Contains("'Name'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("a list", list.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_comes_out_empty_is_refused_with_the_kind()
    {
        await using var jobs = new JobsTestHarness(registry => registry.AddJob<OptionalKey>());

        var error = await Assert.ThrowsAsync<ArgumentException>(() => jobs.Client.EnqueueAsync(new OptionalKey(null)));

        Assert.Contains("optional", error.Message, StringComparison.Ordinal);
    }

    [Job("report.draw", TimeLimit = "5m", Retry = "10s, 1m, 1h", UniqueKey = "user-{UserId}", UniqueReplace = UniqueReplace.Arguments, LimitKey = "region:{Region}/{UserId}", KeepFailed = "30d", KeepResult = "2h")]
    public sealed record Report(int UserId, string Region, [property: System.Text.Json.Serialization.JsonPropertyName("text")] string Words);

    [Job("exact", UniqueKey = "{*}")]
    public sealed record Exact(int Number, string Word);

    [Job("optional", UniqueKey = "{Name}")]
    public sealed record OptionalKey(string? Name);

    [Job("bad.time", TimeLimit = "5 minutes")]
    public sealed record BadTimeLimit;

    [Job("bad.retry", Retry = "sometimes")]
    public sealed record BadRetry;

    [Job("bad.delays", Retry = "1s, soon")]
    public sealed record BadDelays;

    [Job("bad.doubling", Retry = "doubling 1h to 1s")]
    public sealed record BadDoubling;

    [Job("bad.braces", UniqueKey = "user-{UserId")]
    public sealed record BadBraces(int UserId);

    [Job("bad.for", UniqueKey = "k", UniqueFor = "1h")]
    public sealed record BadFor;

    [Job("bad.for-alone", UniqueFor = "1h")]
    public sealed record ForWithoutKey;

    [Job("bad.keep", KeepFailed = "5m")]
    public sealed record BadKeep;

    [Job("bad.property", LimitKey = "{Name}")]
    public sealed record NoSuchProperty(int Number);

    [Job("bad.list", LimitKey = "{Names}")]
    public sealed record ListProperty(string[] Names);
}
