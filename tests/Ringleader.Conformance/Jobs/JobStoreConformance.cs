using System.Text;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

/// <summary>
/// The specification of <see cref="IJobStore"/>: a store is done when it passes every suite that derives from this, one for each topic.
/// </summary>
public abstract class JobStoreConformance<TBackend> : IAsyncLifetime
    where TBackend : JobStoreBackend, new()
{
    /// <summary>Long enough that no test outlives it by advancing the clock in minutes.</summary>
    private static readonly TimeSpan LongLease = TimeSpan.FromHours(1);

    private readonly TBackend _backend = new();
    private WorkerLease? _worker;

    protected static TimeSpan Second { get; } = TimeSpan.FromSeconds(1);

    protected static TimeSpan Minute { get; } = TimeSpan.FromMinutes(1);

    protected static TimeSpan Hour { get; } = TimeSpan.FromHours(1);

    protected static TimeSpan Day { get; } = TimeSpan.FromDays(1);

    protected static TimeSpan SafetyNet { get; } = TimeSpan.FromSeconds(60);

    protected static JobError Broken { get; } = new("System.IO.IOException", "The disk is full.", "at Disk.Write()", DateTimeOffset.UnixEpoch);

    /// <summary>The store under test.</summary>
    protected IJobStore Store { get; private set; } = null!;

    protected static CancellationToken None => CancellationToken.None;

    public async ValueTask InitializeAsync() => await OpenAsync(JobRetention.Default);

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static NewJob New(string kind = "work") => new() { Kind = kind, Arguments = "{}"u8.ToArray() };

    protected static NewJob Unique(string key, UniqueScope scope = UniqueScope.UntilEnded, TimeSpan? time = null) => New() with { Unique = new(key, scope, time) };

    protected static NewJob Grouped(string group = "g") => New() with { Group = group };

    protected static NewJob Keyed(string key = "k") => New() with { LimitKey = key };

    protected static NewJob After(params JobId[] parents) => New() with { After = parents };

    protected static JobFilter Only(params JobId[] ids) => new() { Ids = ids };

    protected static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Takes another store, with its own retention, for the test.</summary>
    protected async Task OpenAsync(JobRetention retention)
    {
        Store = await _backend.OpenAsync(retention);
        _worker = null;
    }

    protected Task AdvanceAsync(TimeSpan time) => _backend.AdvanceAsync(time);

    protected async Task<JobId> EnqueueAsync(NewJob job) => (await Store.EnqueueAsync([job], None))[0].Id;

    protected async Task<JobId[]> EnqueueAsync(params NewJob[] jobs) => [.. (await Store.EnqueueAsync(jobs, None)).Select(receipt => receipt.Id)];

    protected async Task<JobReceipt> EnqueueForReceiptAsync(NewJob job) => (await Store.EnqueueAsync([job], None))[0];

    protected Task<WorkerLease> StartAsync(string name = "worker", TimeSpan? lease = null) =>
        Store.StartWorkerAsync(new(name, [], 10, lease ?? LongLease), None);

    /// <summary>The worker of tests that need one only.</summary>
    protected async Task<WorkerLease> WorkerAsync() => _worker ??= await StartAsync();

    protected async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(JobClaim claim) => await Store.ClaimAsync(await WorkerAsync(), claim, None);

    protected Task<IReadOnlyList<ClaimedJob>> ClaimAsync(int count = 100, params string[] queues) => ClaimAsync(new JobClaim(count, queues));

    protected async Task<ClaimedJob> ClaimOneAsync() => Assert.Single(await ClaimAsync(1));

    protected async Task<long[]> ClaimIdsAsync(int count = 100, params string[] queues) => [.. (await ClaimAsync(count, queues)).Select(job => job.Id.Value)];

    protected async Task<bool> FinishAsync(JobFinish finish) => Assert.Single(await Store.FinishAsync(await WorkerAsync(), [finish], None));

    protected Task<bool> FinishAsync(ClaimedJob job, JobOutcome outcome = JobOutcome.Succeeded) => FinishAsync(new JobFinish(job.Id, job.Term, outcome));

    protected Task<bool> RetryLaterAsync(ClaimedJob job, TimeSpan after) => FinishAsync(new JobFinish(job.Id, job.Term, JobOutcome.Retry, after, Error: Broken));

    protected Task<bool> FailAsync(ClaimedJob job) => FinishAsync(new JobFinish(job.Id, job.Term, JobOutcome.Failed, Error: Broken));

    /// <summary>Claims whatever comes first and finishes it.</summary>
    protected async Task<ClaimedJob> RunOneAsync(JobOutcome outcome = JobOutcome.Succeeded)
    {
        var job = await ClaimOneAsync();
        Assert.True(await FinishAsync(job, outcome));
        return job;
    }

    /// <summary>Claims and finishes until there is nothing left to claim.</summary>
    /// <returns>The numbers of the jobs, in the order in which they ran.</returns>
    protected async Task<List<JobId>> DrainAsync()
    {
        var done = new List<JobId>();
        while (await ClaimAsync() is { Count: > 0 } jobs)
        {
            foreach (var job in jobs)
            {
                Assert.True(await FinishAsync(job));
                done.Add(job.Id);
            }
        }

        return done;
    }

    protected Task<SweepReport> SweepAsync(int count = 1000, int maxCrashes = 3) => Store.SweepAsync(new(count, maxCrashes), None);

    protected async Task AdvanceAndSweepAsync(TimeSpan time)
    {
        await AdvanceAsync(time);
        await SweepAsync();
    }

    /// <summary>Takes back the jobs of workers with a lease of ten minutes that have not beaten, and waits until they are due again.</summary>
    protected async Task RescueAsync()
    {
        await AdvanceAndSweepAsync(11 * Minute);
        await AdvanceAndSweepAsync(10 * Second);
    }

    protected async Task<JobSnapshot> FindAsync(JobId id)
    {
        var job = await Store.FindAsync(id, None);
        Assert.NotNull(job);
        return job;
    }

    protected async Task<JobState> StateAsync(JobId id) => (await FindAsync(id)).State;

    protected async Task<bool> ExistsAsync(JobId id) => await Store.FindAsync(id, None) is not null;

    protected async Task<long> CountAsync(params JobState[] states) => await Store.CountAsync(new() { States = states }, None);

    protected Task<long> ApplyAsync(JobAction action, params JobId[] ids) => Store.ApplyAsync(action, Only(ids), None);

    /// <summary>That an instant is so far from the store's clock, give or take what a slow machine needs for a test.</summary>
    protected async Task AssertFromNowAsync(TimeSpan expected, DateTimeOffset? actual)
    {
        Assert.NotNull(actual);
        var difference = actual.Value - await Store.GetTimeAsync(None);
        Assert.InRange(difference, expected - SafetyNet, expected + SafetyNet);
    }
}
