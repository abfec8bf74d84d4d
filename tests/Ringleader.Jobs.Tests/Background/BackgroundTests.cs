using System.Text;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Background;

public sealed class BackgroundTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _delivered = [];
    private readonly InMemoryJobStore _store;
    private readonly JobRegistry _registry;
    private readonly JobClient _jobs;
    private readonly Newsletter _newsletter;

    public BackgroundTests()
    {
        _store = new(timeProvider: _clock);
        _registry = new JobRegistry().AddBackground(_ => _newsletter!);
        _jobs = new(_store, _registry);
        _newsletter = new(_jobs, _delivered);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Call_is_stored_as_the_attribute_says_and_nothing_is_done_yet()
    {
        var receipt = await _newsletter.DeliverAsync(7, "Ada");

        var job = await FindAsync(receipt.Id);
        Assert.Empty(_delivered);
        Assert.Equal(("newsletter.deliver", 2, "mail", 3, 4), (job.Kind, job.Version, job.Queue, job.Priority, job.MaxAttempts));
        Assert.Equal("""[7,"Ada"]""", job.Arguments);
    }

    [Fact]
    public async Task Options_of_a_call_count_more_than_the_attribute()
    {
        var receipt = await _newsletter.DeliverAsync(7, null, new JobOptions { Queue = "slow", Delay = TimeSpan.FromMinutes(1), Tags = ["x"] });

        var job = await FindAsync(receipt.Id);
        Assert.Equal(("slow", JobState.Scheduled), (job.Queue, job.State));
        Assert.Equal(["x"], job.Tags);
        Assert.Equal("[7,null]", job.Arguments);
    }

    [Fact]
    public async Task Worker_does_the_work_with_the_arguments_and_its_attempt()
    {
        await _newsletter.DeliverAsync(7, "Ada");
        await _newsletter.DeliverAsync(8, null);

        await RunAsync();

        Assert.Equal(["7 to Ada, attempt 1 in mail", "8 to all, attempt 1 in mail"], _delivered);
    }

    [Fact]
    public async Task Work_without_a_task_is_done_when_it_returns()
    {
        await _newsletter.Print(DayOfWeek.Friday, new() { ["1"] = "news", ["2"] = "weather" });

        await RunAsync();

        Assert.Equal(["Friday: news weather"], _delivered);
    }

    [Fact]
    public async Task Result_of_the_work_can_be_asked_for()
    {
        var receipt = await _newsletter.CountAsync("a text that is long", 1);

        await RunAsync();

        Assert.Equal(19, await _jobs.AskResultAsync<int>(receipt.Id, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Job_from_before_a_parameter_was_added_gets_its_default()
    {
        var receipt = await _jobs.EnqueueRawAsync("newsletter.count", "[\"abc\"]"u8.ToArray());

        await RunAsync();

        Assert.Equal("10", (await FindAsync(receipt.Id)).Result);
    }

    [Fact]
    public async Task Job_with_an_alias_is_run_too()
    {
        await _jobs.EnqueueRawAsync("newsletter.send", "[1,\"Ada\"]"u8.ToArray());

        await RunAsync();

        Assert.Single(_delivered);
    }

    [Theory]
    [InlineData("{}", "an array of arguments")]
    [InlineData("[]", "'issue' at place 0")]
    [InlineData("[1]", "'reader' at place 1")]
    [InlineData("[\"one\",\"Ada\"]", "'issue' at place 0")]
    [InlineData("[null,\"Ada\"]", "'issue' at place 0")]
    [InlineData("[1,\"Ada\",true]", "the method takes 2")]
    public async Task Arguments_that_do_not_fit_fail_the_job_at_once(string arguments, string where)
    {
        var receipt = await _jobs.EnqueueRawAsync("newsletter.deliver", Encoding.UTF8.GetBytes(arguments));

        await RunAsync();

        var job = await FindAsync(receipt.Id);
        Assert.Equal((JobState.Failed, 1), (job.State, job.Attempts));
        Assert.Contains(where, job.LastError?.Message, StringComparison.Ordinal);
        Assert.Empty(_delivered);
    }

    [Fact]
    public async Task Null_for_an_argument_that_takes_none_fails_the_job_at_once()
    {
        var receipt = await _jobs.EnqueueRawAsync("newsletter.count", "[null,1]"u8.ToArray());

        await RunAsync();

        Assert.Contains("'text' at place 0", (await FindAsync(receipt.Id)).LastError?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_work_throws_is_kept_with_the_job()
    {
        var receipt = await _newsletter.RefuseAsync(["not", "today"]);

        await RunAsync();

        var job = await FindAsync(receipt.Id);
        Assert.Equal((JobState.Failed, "not today"), (job.State, job.LastError?.Message));
    }

    [Fact]
    public async Task Process_that_only_enqueues_needs_no_registration()
    {
        var elsewhere = new Newsletter(new JobClient(_store, new JobRegistry()), []);

        await elsewhere.DeliverAsync(9, "Bob");
        await RunAsync();

        Assert.Equal(["9 to Bob, attempt 1 in mail"], _delivered);
    }

    [Fact]
    public async Task Object_comes_from_the_attempts_container_unless_one_is_given()
    {
        var registry = new JobRegistry().AddBackground<Newsletter>();
        var receipt = await _newsletter.DeliverAsync(7, "Ada");

        await JobWorker.RunUntilIdleAsync(_store, registry, new() { TimeProvider = _clock });

        var job = await FindAsync(receipt.Id);
        Assert.Equal(JobState.RetryScheduled, job.State);
        Assert.Contains("has no services", job.LastError?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_is_registered_once()
    {
        Assert.Throws<ArgumentException>(() => new JobRegistry().AddBackground<Newsletter>().AddBackground<Newsletter>());
    }

    private Task<JobRunCounts> RunAsync() => JobWorker.RunUntilIdleAsync(_store, _registry, new() { TimeProvider = _clock, Slots = 1 });

    private async Task<JobSnapshot> FindAsync(JobId id)
    {
        var job = await _store.FindAsync(id, default);
        Assert.NotNull(job);
        return job;
    }
}
