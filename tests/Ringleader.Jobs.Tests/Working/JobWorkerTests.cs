using System.Collections.Concurrent;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Tests.Working;

public sealed class JobWorkerTests : WorkerTest
{
    [Fact]
    public async Task A_job_runs_that_is_enqueued_while_the_worker_waits()
    {
        Handle("work", _ => Task.CompletedTask);
        await StartAsync();
        await Store.WhenCalledAsync(nameof(IJobStore.ClaimAsync), 1);

        var id = await EnqueueAsync("work");

        await WhenAsync(id, JobState.Succeeded);
    }

    [Fact]
    public async Task As_many_jobs_run_at_a_time_as_there_are_slots()
    {
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        Handle("work", async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            if (running == 3)
            {
                full.TrySetResult();
            }

            await open.Task;
            Interlocked.Decrement(ref running);
        });
        Options = Options with { Slots = 3 };
        await EnqueueManyAsync("work", 10);

        var run = RunUntilIdleAsync();
        await full.Task.WaitAsync(SafetyNet);
        open.SetResult();

        Assert.Equal(10, (await run).Succeeded);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Handlers_that_block_run_next_to_one_another()
    {
        using var together = new Barrier(2);
        HandleAtOnce("work", _ => Assert.True(together.SignalAndWait(SafetyNet)));
        await EnqueueManyAsync("work", 2);

        var counts = await RunUntilIdleAsync();

        Assert.Equal(2, counts.Succeeded);
    }

    [Fact]
    public async Task A_job_that_another_enqueued_belongs_to_the_same_run()
    {
        Handle("first", _ => EnqueueAsync("second"));
        Handle("second", _ => Task.CompletedTask);
        await EnqueueAsync("first");

        Assert.Equal(2, (await RunUntilIdleAsync()).Succeeded);
    }

    [Fact]
    public async Task A_failed_job_is_tried_again_when_its_policy_says()
    {
        var attempts = new List<int>();
        HandleAtOnce(
            "work",
            context =>
            {
                attempts.Add(context.Attempt);
                if (context.Attempt < 3)
                {
                    throw new IOException("The disk is full.");
                }
            },
            RetryPolicy.Custom(attempt => TimeSpan.FromMinutes(attempt)));
        var id = await EnqueueAsync("work");

        var first = await RunUntilIdleAsync();
        Assert.Equal(JobState.RetryScheduled, (await FindAsync(id)).State);
        Clock.Advance(TimeSpan.FromSeconds(59));
        var early = await RunUntilIdleAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
        await RunUntilIdleAsync();
        Clock.Advance(TimeSpan.FromMinutes(2));
        var last = await RunUntilIdleAsync();

        Assert.Equal(new JobRunCounts(0, 1, 0, 0), first);
        Assert.Equal(0, early.Total);
        Assert.Equal(new JobRunCounts(1, 0, 0, 0), last);
        Assert.Equal([1, 2, 3], attempts);
        var error = (await FindAsync(id)).LastError!;
        Assert.Equal("System.IO.IOException", error.Type);
        Assert.Equal("The disk is full.", error.Message);
        Assert.Contains(nameof(A_failed_job_is_tried_again_when_its_policy_says), error.Stack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_attempt_that_fails_fails_the_job()
    {
        HandleAtOnce("work", _ => throw new IOException());
        var id = await EnqueueAsync(New("work") with { MaxAttempts = 1 });

        Assert.Equal(1, (await RunUntilIdleAsync()).Failed);
        Assert.Equal(JobState.Failed, (await FindAsync(id)).State);
    }

    [Fact]
    public async Task A_handler_can_say_when_to_try_again_and_that_it_is_of_no_use()
    {
        HandleAtOnce("busy", _ => throw new RetryLaterException(TimeSpan.FromHours(1), "The server is busy."));
        HandleAtOnce("wrong", _ => throw new GiveUpException("There is no such user."));
        HandleAtOnce("hopeless", _ => throw new FileNotFoundException(), RetryPolicy.Default.GiveUpOn<IOException>());
        HandleAtOnce("poison", _ => throw new JobArgumentsException("There is a word where a number should be."));
        JobId busy = await EnqueueAsync("busy"), wrong = await EnqueueAsync("wrong"), hopeless = await EnqueueAsync("hopeless"), poison = await EnqueueAsync("poison");

        var counts = await RunUntilIdleAsync();

        Assert.Equal(new JobRunCounts(0, 1, 3, 0), counts);
        Assert.Equal(Clock.GetUtcNow() + TimeSpan.FromHours(1), (await FindAsync(busy)).RunAt);
        Assert.Equal("There is no such user.", (await FindAsync(wrong)).LastError!.Message);
        Assert.Equal(JobState.Failed, (await FindAsync(hopeless)).State);
        Assert.Equal(typeof(JobArgumentsException).FullName, (await FindAsync(poison)).LastError!.Type);
    }

    [Fact]
    public async Task A_delay_of_the_users_that_throws_does_no_harm()
    {
        HandleAtOnce("work", _ => throw new IOException(), RetryPolicy.Custom(_ => throw new InvalidOperationException()));
        HandleAtOnce("odd", _ => throw new IOException(), RetryPolicy.Custom(_ => TimeSpan.FromDays(-1)));
        await EnqueueAsync("work");
        await EnqueueAsync(New("odd") with { MaxAttempts = 2 });

        Assert.Equal(new JobRunCounts(0, 2, 1, 0), await RunUntilIdleAsync());
    }

    [Fact]
    public async Task A_job_of_an_unknown_kind_is_left_to_other_workers()
    {
        Handle("known", _ => Task.CompletedTask);
        Registry.Add(new JobRegistration(new JobKind("only-enqueued")));
        var unknown = await EnqueueAsync("unknown");
        var enqueued = await EnqueueAsync("only-enqueued");
        await EnqueueAsync("known");

        Assert.Equal(new JobRunCounts(1, 0, 0, 0), await RunUntilIdleAsync());

        Assert.Equal((JobState.Ready, 0, null), ((await FindAsync(unknown)).State, (await FindAsync(unknown)).Attempts, (await FindAsync(unknown)).LastError));
        Assert.Equal((JobState.Ready, 0), ((await FindAsync(enqueued)).State, (await FindAsync(enqueued)).Attempts));
    }

    [Fact]
    public async Task A_job_of_a_newer_version_is_left_for_a_newer_worker_and_handlers_see_older_ones()
    {
        var seen = new List<int>();
        Registry.Add(new JobRegistration(new JobKind("work") { Version = 2 })
        {
            Bind = _ => (_, context) =>
            {
                seen.Add(context.Version);
                return default;
            },
        });
        await EnqueueAsync(New("work") with { Version = 1 });
        await EnqueueAsync(New("work") with { Version = 2 });
        var newer = await EnqueueAsync(New("work") with { Version = 3 });

        Assert.Equal(new JobRunCounts(2, 0, 0, 0), await RunUntilIdleAsync());

        Assert.Equal([1, 2], seen);
        Assert.Equal((JobState.Ready, 0), ((await FindAsync(newer)).State, (await FindAsync(newer)).Attempts));
    }

    [Fact]
    public async Task An_exception_that_cannot_speak_does_no_harm()
    {
        HandleAtOnce("work", _ => throw new MuteException());
        var id = await EnqueueAsync("work");

        await RunUntilIdleAsync();

        Assert.Equal(typeof(MuteException).FullName, (await FindAsync(id)).LastError!.Type);
    }

    [Fact]
    public async Task What_a_handler_leaves_in_asynchronous_locals_is_not_for_the_next()
    {
        var local = new AsyncLocal<string?>();
        var seen = new ConcurrentQueue<string?>();
        HandleAtOnce("work", context =>
        {
            seen.Enqueue(local.Value);
            local.Value = $"left by {context.Id}";
        });
        Options = Options with { Slots = 1 };
        await EnqueueManyAsync("work", 20);

        await RunUntilIdleAsync();

        Assert.All(seen, Assert.Null);
    }

    [Fact]
    public async Task Only_jobs_of_its_queues_and_priorities_are_taken()
    {
        Handle("work", _ => Task.CompletedTask);
        Options = Options with { Queues = ["mail"], MinPriority = 1, MaxPriority = 2 };
        foreach (var (queue, priority) in new[] { ("mail", 0), ("mail", 1), ("mail", 2), ("mail", 3), ("other", 1) })
        {
            await EnqueueAsync(New("work") with { Queue = queue, Priority = priority });
        }

        Assert.Equal(2, (await RunUntilIdleAsync()).Succeeded);
    }

    [Fact]
    public async Task What_is_kept_is_there_in_the_next_attempt_and_progress_is_told_with_the_beat()
    {
        var (began, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        var seen = new List<string?>();
        Handle("work", async context =>
        {
            seen.Add(context.GetState("page"));
            await context.SetStateAsync("page", "7");
            await context.SetStateAsync("word", "x");
            await context.SetStateAsync("word", null);
            seen.Add(context.GetState("page") + context.GetState("word"));
            context.Report(0.25, "a quarter");
            context.Report(0.5);
            began.TrySetResult();
            await open.Task;
            throw new IOException();
        });
        var id = await EnqueueAsync(New("work") with { MaxAttempts = 2 });
        await StartAsync();
        await began.Task.WaitAsync(SafetyNet);

        await Clock.WhenPendingTimersAsync(4).WaitAsync(SafetyNet);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await Store.WhenCalledAsync(nameof(IJobStore.BeatAsync), 1);
        var snapshot = await FindAsync(id);
        open.SetResult();
        await WhenAsync(id, JobState.RetryScheduled);
        Clock.Advance(TimeSpan.FromSeconds(7));
        await WhenAsync(id, JobState.Failed);

        Assert.Equal((0.5, "a quarter"), (snapshot.Progress, snapshot.Note));
        Assert.Equal([null, "7", "7", "7"], seen);
    }

    [Theory]
    [InlineData(false, JobState.Succeeded)]
    [InlineData(true, JobState.Failed)]
    public async Task What_was_reported_last_is_kept_with_a_job_that_has_ended(bool fails, JobState state)
    {
        HandleAtOnce("work", context =>
        {
            context.Report(0.5, "half");
            context.Report(0.9, "nearly");
            if (fails)
            {
                throw new GiveUpException("No.");
            }
        });
        var id = await EnqueueAsync("work");

        await RunUntilIdleAsync();

        var snapshot = await FindAsync(id);
        Assert.Equal((state, 0.9, "nearly"), (snapshot.State, snapshot.Progress, snapshot.Note));
    }

    [Fact]
    public async Task Options_out_of_their_range_are_refused()
    {
        foreach (var wrong in new[]
        {
            Options with { Slots = 0 }, Options with { Slots = 1001 }, Options with { Lease = TimeSpan.FromMilliseconds(999) }, Options with { MaxCrashes = -1 },
            Options with { Queues = [""] }, Options with { MinPriority = 2, MaxPriority = 1 }, Options with { Name = "" }, Options with { StopTimeout = TimeSpan.FromTicks(-1) },
        })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => JobWorker.StartAsync(Store, Registry, wrong));
        }
    }

    [Fact]
    public async Task A_worker_without_a_name_is_called_after_its_process_as_in_Delayed_Job()
    {
        await StartAsync();

        var worker = Assert.Single(await Store.GetWorkersAsync(None));

        Assert.Equal($"host:{Environment.MachineName} pid:{Environment.ProcessId}", worker.Name);
    }

    private sealed class MuteException : Exception
    {
        public override string Message => throw new InvalidOperationException();

        public override string ToString() => throw new InvalidOperationException();
    }
}
