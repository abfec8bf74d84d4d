using System.Diagnostics;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

/// <summary>Workers of several releases side by side: each leaves what it does not know to others.</summary>
public abstract class KindConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private static readonly Dictionary<string, int> OldKinds = new(StringComparer.Ordinal) { ["mail"] = 1, ["report"] = 2 };
    private static readonly Dictionary<string, int> NewKinds = new(StringComparer.Ordinal) { ["mail"] = 2, ["report"] = 2, ["video"] = 1 };

    private static readonly JobClaim Old = new(100, [], Kinds: OldKinds);
    private static readonly JobClaim Recent = new(100, [], Kinds: NewKinds);

    [Fact]
    public async Task Old_and_new_workers_side_by_side_take_what_each_of_them_knows()
    {
        var ids = await EnqueueAsync(New("video"), New("mail") with { Version = 2 }, New("mail"), New("report") with { Version = 2 }, New("unknown"));

        Assert.Equal([ids[2], ids[3]], (await ClaimAsync(Old)).Select(job => job.Id));
        Assert.Empty(await ClaimAsync(Old));
        Assert.Equal([ids[0], ids[1]], (await ClaimAsync(Recent)).Select(job => job.Id));
        Assert.Empty(await ClaimAsync(Recent));
        var left = await FindAsync(ids[4]);
        Assert.Equal((JobState.Ready, 0, 0), (left.State, left.Attempts, left.Crashes));
    }

    [Fact]
    public async Task A_worker_that_knows_no_kind_gets_nothing()
    {
        await EnqueueAsync(New());

        Assert.Empty(await ClaimAsync(new JobClaim(10, [], Kinds: new Dictionary<string, int>(StringComparer.Ordinal))));
    }

    [Fact]
    public async Task Jobs_of_several_kinds_come_in_the_order_of_their_urgency()
    {
        var ids = await EnqueueAsync(
            New("mail"), New("report"), New("mail") with { Priority = 5 }, New("video") with { Priority = 5 }, New("report") with { Queue = "q" }, New("mail"));

        Assert.Equal([ids[2], ids[3], ids[0]], (await ClaimAsync(Recent with { Count = 3 })).Select(job => job.Id));
        Assert.Equal([ids[1], ids[4], ids[5]], (await ClaimAsync(Recent)).Select(job => job.Id));
    }

    [Fact]
    public async Task The_limit_of_a_queue_is_one_for_all_its_kinds()
    {
        var ids = await EnqueueAsync(New("mail"), New("report"), New("mail"), New("report"), New("video"));
        await Store.SetLimitAsync(new("queue:default") { Running = 3 }, None);

        Assert.Equal(ids[..3], (await ClaimAsync(Recent)).Select(job => job.Id));
        Assert.Empty(await ClaimAsync(Recent));
    }

    [Fact]
    public async Task Queues_in_order_are_emptied_one_after_the_other_whatever_their_kinds()
    {
        var ids = await EnqueueAsync(
            New("mail") with { Queue = "b", Priority = 9 }, New("mail") with { Queue = "a" }, New("report") with { Queue = "a" }, New("report") with { Queue = "b" });

        Assert.Equal([ids[1], ids[2], ids[0]], (await ClaimAsync(Recent with { Count = 3, Queues = ["a", "b"], InOrder = true })).Select(job => job.Id));
    }

    [Fact]
    public async Task A_claim_does_not_go_through_a_hundred_thousand_jobs_of_an_unknown_kind()
    {
        await EnqueueAsync(New("unknown"));
        var withOne = await ShortestClaimAsync();
        for (var call = 0; call < 100; call++)
        {
            await Store.EnqueueAsync([.. Enumerable.Range(0, 1000).Select(_ => New("unknown"))], None);
        }

        var withMany = await ShortestClaimAsync();
        var known = await EnqueueAsync(New("mail"));

        // Going through 100,000 rows takes more than 10 ms.
        Assert.InRange(withMany, TimeSpan.Zero, (withOne * 5) + TimeSpan.FromMilliseconds(3));
        Assert.Equal(known, Assert.Single(await ClaimAsync(Old)).Id);

        async Task<TimeSpan> ShortestClaimAsync()
        {
            var shortest = TimeSpan.MaxValue;
            for (var claim = 0; claim < 50; claim++)
            {
                var began = Stopwatch.GetTimestamp();
                Assert.Empty(await ClaimAsync(Old));
                var took = Stopwatch.GetElapsedTime(began);
                shortest = took < shortest ? took : shortest;
            }

            return shortest;
        }
    }

    [Fact]
    public async Task Waiting_goes_on_while_only_jobs_of_unknown_kinds_are_ready()
    {
        await EnqueueAsync(New("unknown"));
        var waiting = Store.WaitForWorkAsync(Old, Minute, None);
        Assert.False(waiting.IsCompleted);

        await EnqueueAsync(New("mail"));
        await waiting.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task Ready_kinds_are_listed_by_queue_kind_and_version()
    {
        await EnqueueAsync(New("mail"), New("mail") with { Version = 2 }, New("report") with { Queue = "a" }, New("mail"), New("late") with { Delay = Day });
        await AdvanceAsync(Minute);

        var ready = await Store.ListReadyKindsAsync(None);

        Assert.Equal([("a", "report", 1), ("default", "mail", 1), ("default", "mail", 2)], ready.Select(kind => (kind.Queue, kind.Kind, kind.Version)));
        Assert.All(ready, kind => Assert.InRange(kind.OldestWait, Minute - Second, Minute + SafetyNet));
    }

    [Fact]
    public async Task Kinds_that_no_living_worker_takes_are_found()
    {
        var client = new JobClient(Store, new JobRegistry());
        await EnqueueAsync(New("mail") with { Version = 2 }, New("report"), New("video") with { Queue = "films" });
        var old = await Store.StartWorkerAsync(new("old", [], 1, Hour, OldKinds), None);
        Assert.Equal([("mail", 2), ("video", 1)], await UnservedAsync());

        await Store.StartWorkerAsync(new("new", ["default"], 1, Hour, NewKinds), None);
        Assert.Equal([("video", 1)], await UnservedAsync());

        await Store.StartWorkerAsync(new("any", ["films"], 1, Hour), None);
        Assert.Empty(await UnservedAsync());
        Assert.Equal(OldKinds, (await Store.GetWorkersAsync(None)).Single(worker => worker.WorkerId == old.WorkerId).Kinds);

        async Task<IEnumerable<(string, int)>> UnservedAsync() =>
            (await client.ListUnservedKindsAsync()).OrderBy(kind => kind.Kind, StringComparer.Ordinal).Select(kind => (kind.Kind, kind.Version));
    }
}
