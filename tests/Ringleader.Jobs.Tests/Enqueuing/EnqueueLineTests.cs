using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs.Enqueuing;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Tests.Schedules;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Enqueuing;

public sealed class EnqueueLineTests : IAsyncDisposable
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly InMemoryJobStore _store = new();
    private readonly HeldEnqueues _calls = new();
    private readonly EnqueueLine _line;
    private readonly ITestOutputHelper _output;
    private int _last;

    public EnqueueLineTests(ITestOutputHelper output)
    {
        _output = output;
        _line = LineOf(InterceptedJobStore.Around<IJobStore>(_store, _calls.HoldAsync));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Who_comes_first_goes_at_once_and_alone()
    {
        var enqueuing = EnqueueAsync();

        var call = await _calls.NextAsync();
        Assert.Single(call.Jobs);
        call.Go();
        Assert.Equal(new JobId(1), (await enqueuing).Id);
    }

    [Fact]
    public async Task Who_comes_while_one_is_out_goes_with_the_others_next()
    {
        var first = EnqueueAsync();
        var out1 = await _calls.NextAsync();
        Task<JobReceipt>[] others = [.. Enumerable.Range(0, 20).Select(_ => EnqueueAsync())];

        out1.Go();
        var out2 = await _calls.NextAsync();
        Assert.Equal(Enumerable.Range(2, 20).Select(number => $"job-{number}"), out2.Jobs.Select(job => job.Kind));
        out2.Go();

        Assert.Equal(Enumerable.Range(1, 21).Select(id => (long)id), (await AllAsync([first, .. others])).Select(receipt => receipt.Id.Value));
    }

    [Fact]
    public async Task The_way_is_free_again_when_all_are_back()
    {
        for (var round = 0; round < 3; round++)
        {
            var enqueuing = EnqueueAsync();
            var call = await _calls.NextAsync();
            Assert.Single(call.Jobs);
            call.Go();
            await enqueuing.WaitAsync(SafetyNet);
        }
    }

    [Fact]
    public async Task A_group_has_a_largest_size()
    {
        List<Task<JobReceipt>> all = [EnqueueAsync()];
        var call = await _calls.NextAsync();
        all.AddRange(Enumerable.Range(0, EnqueueLine.LargestGroup + 30).Select(_ => EnqueueAsync()));

        call.Go();
        call = await _calls.NextAsync();
        Assert.Equal(EnqueueLine.LargestGroup, call.Jobs.Count);
        call.Go();
        call = await _calls.NextAsync();
        Assert.Equal(30, call.Jobs.Count);
        call.Go();

        Assert.Equal(all.Count, (await AllAsync(all)).Select(receipt => receipt.Id).Distinct().Count());
    }

    [Fact]
    public async Task Who_leaves_before_the_group_goes_is_not_enqueued()
    {
        using var leave = new CancellationTokenSource();
        var first = EnqueueAsync();
        var call = await _calls.NextAsync();
        var leaver = EnqueueAsync(leave.Token);
        var stayer = EnqueueAsync();

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver.WaitAsync(SafetyNet));
        call.Go();
        call = await _calls.NextAsync();
        Assert.Equal(["job-3"], call.Jobs.Select(job => job.Kind));
        call.Go();

        await AllAsync([first, stayer]);
        Assert.Equal(2, await _store.CountAsync(JobFilter.All, default));
    }

    [Fact]
    public async Task Who_leaves_while_the_group_is_out_does_not_disturb_it()
    {
        using var leave = new CancellationTokenSource();
        var first = EnqueueAsync();
        var call = await _calls.NextAsync();
        Task<JobReceipt>[] stayers = [EnqueueAsync(), EnqueueAsync()];
        var leaver = EnqueueAsync(leave.Token);
        call.Go();
        call = await _calls.NextAsync();

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver.WaitAsync(SafetyNet));
        call.Go();

        await AllAsync([first, .. stayers]);
    }

    [Fact]
    public async Task A_leader_that_is_cancelled_brings_its_group_home()
    {
        using var leave = new CancellationTokenSource();
        var first = EnqueueAsync();
        var call = await _calls.NextAsync();
        var leader = EnqueueAsync(leave.Token);
        var follower = EnqueueAsync();
        call.Go();
        call = await _calls.NextAsync();

        await leave.CancelAsync();
        call.Go();

        Assert.Equal([1, 2, 3], (await AllAsync([first, leader, follower])).Select(receipt => receipt.Id.Value));
    }

    [Fact]
    public async Task Who_goes_alone_can_be_cancelled_and_lets_the_others_go()
    {
        using var leave = new CancellationTokenSource();
        var first = EnqueueAsync(leave.Token);
        await _calls.NextAsync();
        var second = EnqueueAsync();

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(SafetyNet));
        (await _calls.NextAsync()).Go();

        await second.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task When_all_who_wait_have_left_the_way_is_free()
    {
        using var leave = new CancellationTokenSource();
        var first = EnqueueAsync();
        var call = await _calls.NextAsync();
        Task<JobReceipt>[] leavers = [EnqueueAsync(leave.Token), EnqueueAsync(leave.Token)];
        await leave.CancelAsync();
        await Task.WhenAll(leavers.Select(leaver => Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver.WaitAsync(SafetyNet))));
        call.Go();
        await first.WaitAsync(SafetyNet);

        var next = EnqueueAsync();
        call = await _calls.NextAsync();
        Assert.Equal(["job-4"], call.Jobs.Select(job => job.Kind));
        call.Go();
        await next.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task A_job_that_the_store_refuses_is_refused_alone()
    {
        var first = EnqueueAsync();
        var call = await _calls.NextAsync();
        var good = EnqueueAsync();
        var bad = _line.EnqueueAsync(New() with { After = [new JobId(1_000)] }, default).AsTask();
        var alsoGood = EnqueueAsync();

        call.Go();
        var group = await _calls.NextAsync();
        Assert.Equal(3, group.Jobs.Count);
        group.Go();
        for (var one = 0; one < 3; one++)
        {
            (await _calls.NextAsync()).Go();
        }

        await AllAsync([first, good, alsoGood]);
        await Assert.ThrowsAsync<ArgumentException>(() => bad.WaitAsync(SafetyNet));
        Assert.Equal(3, await _store.CountAsync(JobFilter.All, default));
    }

    [Fact]
    public async Task An_error_of_the_store_reaches_each_of_the_group()
    {
        var first = EnqueueAsync();
        var call = await _calls.NextAsync();
        Task<JobReceipt>[] others = [EnqueueAsync(), EnqueueAsync()];
        call.Go();
        await first.WaitAsync(SafetyNet);

        (await _calls.NextAsync()).Fail(new UnauthorizedAccessException("together"));
        (await _calls.NextAsync()).Fail(new UnauthorizedAccessException("the first"));
        (await _calls.NextAsync()).Fail(new UnauthorizedAccessException("the second"));

        Assert.Equal("the first", (await Assert.ThrowsAsync<UnauthorizedAccessException>(() => others[0].WaitAsync(SafetyNet))).Message);
        Assert.Equal("the second", (await Assert.ThrowsAsync<UnauthorizedAccessException>(() => others[1].WaitAsync(SafetyNet))).Message);
    }

    [Fact]
    public async Task A_group_whose_store_is_away_for_too_long_fails_as_one()
    {
        var line = new EnqueueLine(new StoreCalls(InterceptedJobStore.Around<IJobStore>(_store, _calls.HoldAsync), TimeSpan.Zero, TimeProvider.System));
        var first = line.EnqueueAsync(New(), default).AsTask();
        var call = await _calls.NextAsync();
        Task<JobReceipt>[] others = [.. Enumerable.Range(0, 5).Select(_ => line.EnqueueAsync(New(), default).AsTask())];
        call.Go();
        await first.WaitAsync(SafetyNet);

        (await _calls.NextAsync()).Fail(new InjectedFaultException("away"));

        await Task.WhenAll(others.Select(other => Assert.ThrowsAsync<InjectedFaultException>(() => other.WaitAsync(SafetyNet))));
        var next = line.EnqueueAsync(New(), default).AsTask();
        (await _calls.NextAsync()).Go();
        await next.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task A_caller_that_is_cancelled_already_takes_no_place()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EnqueueAsync(new CancellationToken(canceled: true)));

        var next = EnqueueAsync();
        (await _calls.NextAsync()).Go();
        await next.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task Many_callers_over_a_store_that_loses_answers_lose_and_double_nothing()
    {
        const int callers = 32;
        const int each = 40;
        var random = SeededRandom.Create(_output);
        var clock = new FakeTimeProvider();
        var line = new EnqueueLine(new StoreCalls(new FaultyJobStore(_store, random, rate: 0.4), TimeSpan.FromHours(1), clock));

        var work = Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var ids = new List<JobId>();
            for (var number = 0; number < each; number++)
            {
                ids.Add((await line.EnqueueAsync(New() with { Kind = $"from-{caller}-{number}" }, default)).Id);
            }

            return ids;
        })));
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, clock.WhenPendingTimersAsync(1)).WaitAsync(SafetyNet);
            clock.Advance(TimeSpan.FromSeconds(2));
        }

        var receipts = await work;
        Assert.Equal(callers * each, receipts.SelectMany(ids => ids).Distinct().Count());
        Assert.Equal(callers * each, await _store.CountAsync(JobFilter.All, default));
        for (var caller = 0; caller < callers; caller++)
        {
            Assert.Equal($"from-{caller}-{each - 1}", (await _store.FindAsync(receipts[caller][^1], default))!.Kind);
        }
    }

    [Fact]
    public async Task Callers_who_come_and_leave_at_any_time_lose_nothing_that_was_promised()
    {
        var random = SeededRandom.Create(_output);
        var line = LineOf(InterceptedJobStore.Around<IJobStore>(_store, async (_, _) => await Task.Yield()));
        int[] seeds = [.. Enumerable.Range(0, 16).Select(_ => random.Next())];

        var work = Task.WhenAll(seeds.Select(seed => Task.Run(async () =>
        {
            var mine = new Random(seed);
            var kept = new List<JobId>();
            for (var number = 0; number < 200; number++)
            {
                using var leave = new CancellationTokenSource();
                var enqueuing = line.EnqueueAsync(New(), leave.Token).AsTask();
                if (mine.Next(3) == 0)
                {
                    await leave.CancelAsync();
                }

                try
                {
                    kept.Add((await enqueuing).Id);
                }
                catch (OperationCanceledException)
                {
                    Assert.True(leave.IsCancellationRequested);
                }
            }

            return kept;
        })));

        JobId[] promised = [.. (await work.WaitAsync(SafetyNet)).SelectMany(ids => ids)];
        Assert.Equal(promised.Length, promised.Distinct().Count());
        Assert.Equal(promised.Length, await _store.CountAsync(new JobFilter { Ids = promised }, default));
    }

    private static async Task<JobReceipt[]> AllAsync(IEnumerable<Task<JobReceipt>> all) => await Task.WhenAll(all).WaitAsync(SafetyNet);

    private static EnqueueLine LineOf(IJobStore store) => new(new StoreCalls(store, TimeSpan.FromSeconds(30), TimeProvider.System));

    private Task<JobReceipt> EnqueueAsync(CancellationToken cancellationToken = default) => _line.EnqueueAsync(New(), cancellationToken).AsTask();

    private NewJob New() => new() { Kind = $"job-{Interlocked.Increment(ref _last)}", Arguments = "{}"u8.ToArray(), Token = Guid.NewGuid() };
}
