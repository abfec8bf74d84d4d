using System.Diagnostics;
using System.Text;
using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Tests.Enqueuing;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests;

public sealed class JobClientTests : IAsyncDisposable
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryJobStore _store;
    private readonly List<NewJob> _enqueued = [];
    private readonly JobClient _client;

    public JobClientTests()
    {
        _store = new(timeProvider: _clock);
        _client = ClientOf(InterceptedJobStore.Around<IJobStore>(_store, (jobs, _) =>
        {
            _enqueued.AddRange(jobs);
            return Task.CompletedTask;
        }));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_job_is_stored_with_what_its_kind_says()
    {
        var receipt = await _client.EnqueueAsync(new Mail("ann"));

        var job = await _client.FindAsync(receipt.Id);
        Assert.False(receipt.IsDuplicate);
        Assert.Equal(("mail", 2, """{"To":"ann"}""", "post", 5, 4), (job!.Kind, job.Version, job.Arguments, job.Queue, job.Priority, job.MaxAttempts));
    }

    [Fact]
    public async Task Options_go_before_what_the_kind_says()
    {
        await _client.EnqueueAsync(new Mail("ann"), new JobOptions
        {
            Queue = "fast",
            Priority = -1,
            MaxAttempts = 9,
            Delay = TimeSpan.FromMinutes(1),
            TimeLimit = TimeSpan.FromMinutes(2),
            KeepResult = TimeSpan.FromMinutes(3),
            Unique = new("ann"),
            Group = "group",
            LimitKey = "limit",
            Tags = ["red"],
        });

        var job = Assert.Single(_enqueued);
        Assert.Equal(("fast", -1, 9), (job.Queue, job.Priority, job.MaxAttempts));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3)), (job.Delay, job.TimeLimit, job.KeepResult));
        Assert.Equal((new UniqueKey("ann"), "group", "limit"), (job.Unique, job.Group, job.LimitKey));
        Assert.Equal(["red"], job.Tags);
    }

    [Fact]
    public async Task Attempts_are_those_of_the_policy_where_nobody_says_otherwise()
    {
        await _client.EnqueueAsync(new Step("a"));
        await _client.EnqueueAsync(new Stubborn());

        Assert.Equal([JobDefaults.MaxAttempts, 7], _enqueued.Select(job => job.MaxAttempts));
    }

    [Fact]
    public async Task A_duplicate_has_the_number_of_the_first()
    {
        var options = new JobOptions { Unique = new("ann") };
        var first = await _client.EnqueueAsync(new Mail("ann"), options);

        var second = await _client.EnqueueAsync(new Mail("ann"), options);

        Assert.Equal((first.Id, true), (second.Id, second.IsDuplicate));
    }

    [Fact]
    public async Task Jobs_of_one_call_may_be_of_several_kinds()
    {
        var receipts = await _client.EnqueueAllAsync<object>([new Mail("ann"), new Step("a"), new Mail("bob")], new JobOptions { Queue = "q" });

        Assert.Equal([1, 2, 3], receipts.Select(receipt => receipt.Id.Value));
        Assert.Equal(["mail", "step", "mail"], _enqueued.Select(job => job.Kind));
        Assert.All(_enqueued, job => Assert.Equal("q", job.Queue));
    }

    [Fact]
    public async Task One_bad_job_keeps_its_whole_call_out()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _client.EnqueueAllAsync<object>([new Mail("ann"), "no job"]));

        Assert.Empty(_enqueued);
    }

    [Fact]
    public async Task Each_enqueue_has_a_token_of_its_own()
    {
        await _client.EnqueueAllAsync([new Mail("ann"), new Mail("ann")]);
        await _client.EnqueueAsync(new Mail("ann"));

        Assert.Equal(3, _enqueued.Select(job => Assert.NotNull(job.Token)).Distinct().Count());
    }

    [Fact]
    public async Task Arguments_that_are_too_large_are_refused_with_their_size()
    {
        var client = new JobClient(_store, new JobRegistry().AddJob<Mail>(), new JobClientOptions { MaxArgumentBytes = 20 });

        await client.EnqueueAsync(new Mail(new string('a', 11)));
        var error = await Assert.ThrowsAsync<ArgumentException>(() => client.EnqueueAsync(new Mail(new string('a', 12))));

        Assert.Contains("21 bytes; at most 20", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_that_are_no_json_are_refused()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _client.EnqueueAsync(new Step(null!)));

        Assert.Contains("'step' cannot be written as JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _client.EnqueueAsync(new Mail("ann"), new JobOptions { MaxAttempts = 0 }));

        Assert.Empty(_enqueued);
    }

    [Fact]
    public void Options_of_the_client_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new JobClient(_store, new JobRegistry(), new JobClientOptions { MaxArgumentBytes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JobClient(_store, new JobRegistry(), new JobClientOptions { RetryFor = TimeSpan.FromTicks(-1) }));
        Assert.Throws<ArgumentException>(() => new JobClient(_store, new JobRegistry(), new JobClientOptions { TimeProvider = null! }));
    }

    [Fact]
    public async Task A_raw_job_needs_no_type()
    {
        var arguments = """{"any":[1,2]}"""u8.ToArray();
        var receipt = await _client.EnqueueRawAsync("unknown.kind", arguments, version: 3);
        arguments[2] = (byte)'x';

        var job = await _client.FindAsync(receipt.Id);
        Assert.Equal(("unknown.kind", 3, """{"any":[1,2]}"""), (job!.Kind, job.Version, job.Arguments));
    }

    [Fact]
    public async Task A_raw_job_of_a_known_kind_has_what_that_says()
    {
        await _client.EnqueueRawAsync("OldMail", Encoding.UTF8.GetBytes("""{"To":"ann"}"""));

        var job = Assert.Single(_enqueued);
        Assert.Equal(("mail", 1, "post"), (job.Kind, job.Version, job.Queue));
    }

    [Theory]
    [InlineData("kind", "{", 1)]
    [InlineData("kind", "", 1)]
    [InlineData("kind", "{} {}", 1)]
    [InlineData("kind", "{}", 0)]
    [InlineData("no name", "{}", 1)]
    public async Task A_raw_job_that_is_none_is_refused(string kind, string arguments, int version)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _client.EnqueueRawAsync(kind, Encoding.UTF8.GetBytes(arguments), version));
    }

    [Fact]
    public async Task The_trace_of_the_caller_goes_with_the_job()
    {
        using var outer = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();

        await _client.EnqueueAsync(new Mail("ann"));

        Assert.Contains(outer.TraceId.ToHexString(), Assert.Single(_enqueued).TraceParent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_trace_there_is_none()
    {
        Activity.Current = null;

        await _client.EnqueueAsync(new Mail("ann"));

        Assert.Null(Assert.Single(_enqueued).TraceParent);
    }

    [Fact]
    public async Task Who_listens_sees_each_enqueue_as_the_parent_of_its_job()
    {
        var seen = new List<Activity>();
        using var outer = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == JobsDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == outer.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = seen.Add,
        };
        ActivitySource.AddActivityListener(listener);

        await _client.EnqueueAsync(new Mail("ann"));

        var activity = Assert.Single(seen);
        Assert.Equal(("enqueue", ActivityKind.Producer, "mail"), (activity.OperationName, activity.Kind, activity.GetTagItem("ringleader.jobs.kind")));
        Assert.Equal(activity.Id, Assert.Single(_enqueued).TraceParent);
    }

    [Fact]
    public async Task A_batch_is_enqueued_with_what_follows_it()
    {
        var id = await _client.EnqueueBatchAsync(
            new JobBatch().Add(new Mail("ann")).AddRange([new Step("a"), new Step("b")], new JobOptions { Queue = "q" })
                .OnSucceeded(new Mail("all")).OnEnded(new Step("end"), new JobOptions { Priority = 3 }));

        Assert.Equal(["step", "step", "mail"], (await _client.ListAsync(new JobFilter { BatchId = id })).Select(job => job.Kind));
        await _client.CancelAsync(new JobFilter { BatchId = id });
        var follower = Assert.Single(await _client.ListAsync(new JobFilter { States = [JobState.Ready] }));
        Assert.Equal(("""{"Name":"end"}""", 3), (follower.Arguments, follower.Priority));
    }

    [Fact]
    public async Task A_batch_of_nothing_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _client.EnqueueBatchAsync(new JobBatch().OnEnded(new Step("end"))));
    }

    [Fact]
    public async Task A_workflow_runs_in_its_order()
    {
        var ids = await _client.EnqueueWorkflowAsync(new JobWorkflow()
            .Add("report", new Step("report"), after: ["count"], new JobOptions { Priority = 2 })
            .Add("fetch", new Step("fetch"))
            .Add("count", new Step("count"), after: ["fetch"]));

        Assert.Equal(["count", "fetch", "report"], ids.Keys.Order());
        Assert.Equal(JobState.Ready, (await _client.FindAsync(ids["fetch"]))!.State);
        Assert.Equal(JobState.Waiting, (await _client.FindAsync(ids["count"]))!.State);
        var report = await _client.FindAsync(ids["report"]);
        Assert.Equal((JobState.Waiting, """{"Name":"report"}""", 2), (report!.State, report.Arguments, report.Priority));
        Assert.Equal([[], [0], [1]], _enqueued.Select(job => job.AfterPlaces));
    }

    [Fact]
    public async Task Answers_that_are_lost_neither_lose_nor_double_a_job_a_batch_or_a_workflow()
    {
        var random = new Random(4711);
        var client = ClientOf(new FaultyJobStore(_store, random, rate: 0.5), retryFor: TimeSpan.FromHours(1));
        for (var round = 0; round < 20; round++)
        {
            await PatientlyAsync(client.EnqueueAsync(new Mail("ann")));
            await PatientlyAsync(client.EnqueueAllAsync([new Step("a"), new Step("b")]));
            await PatientlyAsync(client.EnqueueBatchAsync(new JobBatch().Add(new Step("c"))));
            await PatientlyAsync(client.EnqueueWorkflowAsync(new JobWorkflow().Add("d", new Step("d")).Add("e", new Step("e"), after: ["d"])));
        }

        Assert.Equal(20 * 6, await _store.CountAsync(JobFilter.All, default));
    }

    [Fact]
    public async Task A_store_without_transactions_says_which_stores_have_them()
    {
        await using var transaction = new PlainTransaction();

        var error = Assert.Throws<NotSupportedException>(() => _client.In(transaction));

        Assert.Contains("'memory:'", error.Message, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_are_steered_by_filter_and_by_number()
    {
        var ids = (await _client.EnqueueAllAsync([new Step("a"), new Step("b"), new Step("c")])).Select(receipt => receipt.Id).ToArray();
        var all = new JobFilter { Kinds = ["step"] };

        Assert.True(await _client.CancelAsync(ids[0]));
        Assert.False(await _client.CancelAsync(ids[0]));
        Assert.Equal(2, await _client.CancelAsync(all));
        Assert.True(await _client.RetryAsync(ids[1]));
        Assert.False(await _client.RetryAsync(ids[1]));
        Assert.Equal(2, await _client.RetryAsync(all));
        Assert.True(await _client.DiscardAsync(ids[2]));
        Assert.False(await _client.DiscardAsync(ids[2]));
        Assert.Equal(2, await _client.CountAsync(all));
        Assert.Equal(2, await _client.DiscardAsync(all));
        Assert.Null(await _client.FindAsync(ids[0]));
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        await _client.EnqueueAllAsync(Enumerable.Range(1, 5).Select(number => new Step($"{number}")));

        var first = await _client.ListAsync(count: 2);
        var second = await _client.ListAsync(before: first[^1].Id, count: 2);

        Assert.Equal([5, 4, 3, 2], first.Concat(second).Select(job => job.Id.Value));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _client.ListAsync(count: 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _client.ListAsync(count: 1001));
    }

    [Fact]
    public async Task Queues_kinds_and_schedules_are_held_back_and_let_go()
    {
        await _client.ScheduleAsync("nightly", Schedule.Every(TimeSpan.FromDays(1)), new Step("night"));
        await _client.PauseQueueAsync("q");
        await _client.PauseKindAsync("step");
        await _client.PauseScheduleAsync("nightly");
        Assert.Equal([new(Queue: "q"), new(Kind: "step"), new(Schedule: "nightly")], await _client.ListPausesAsync());

        await _client.ResumeQueueAsync("q");
        await _client.ResumeKindAsync("step");
        await _client.ResumeScheduleAsync("nightly");
        Assert.Empty(await _client.ListPausesAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => _client.PauseQueueAsync(""));
    }

    [Fact]
    public async Task Limits_are_set_and_shown()
    {
        await _client.SetLimitAsync(new JobLimit("queue:mail", Running: 3));

        Assert.Equal([new JobLimit("queue:mail", Running: 3)], await _client.ListLimitsAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => _client.SetLimitAsync(new JobLimit("mail", Running: 3)));
    }

    private async Task<T> PatientlyAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, _clock.WhenPendingTimersAsync(1)).WaitAsync(SafetyNet);
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        return await work;
    }

    private JobClient ClientOf(IJobStore store, TimeSpan? retryFor = null) => new(
        store,
        new JobRegistry().AddJob<Mail>().AddJob<Step>().AddJob<Stubborn>().Retry<Stubborn>(RetryPolicy.Every(TimeSpan.Zero, maxAttempts: 7)),
        new JobClientOptions { TimeProvider = _clock, RetryFor = retryFor ?? JobClientOptions.Default.RetryFor });

    [Job("mail", Version = 2, Aliases = ["OldMail"], Queue = "post", Priority = 5, MaxAttempts = 4)]
    private sealed record Mail(string To);

    [Job("step")]
    private sealed record Step(string Name);

    [Job("stubborn")]
    private sealed record Stubborn;
}
