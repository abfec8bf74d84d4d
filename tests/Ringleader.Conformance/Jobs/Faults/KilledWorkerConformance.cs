using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs.Faults;

/// <summary>Worker processes kill themselves, as by SIGKILL, at named points of their life; others go on with what they held.</summary>
public abstract class KilledWorkerConformance
{
    private const int Jobs = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>The points, as the peer names them.</summary>
    private static readonly string[] Points =
    [
        "StartWorkerAsync:after", "ClaimAsync:before", "ClaimAsync:after", "handler:begin", "handler:end", "SetStateAsync:before",
        "SetStateAsync:after", "FinishAsync:before", "FinishAsync:after", "BeatAsync:before", "BeatAsync:after", "SweepAsync:before", "SweepAsync:after",
    ];

    /// <summary>A new, empty store that other processes can open, and its address for them.</summary>
    protected abstract Task<(IJobStore Store, string Address)> OpenAsync();

    [Fact]
    public async Task No_job_is_lost_or_held_by_two_wherever_workers_are_killed()
    {
        var seed = Random.Shared.Next(1_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");

        // Mostly they wait for leases to end, so several runs go on at the same time.
        await Parallel.ForEachAsync(Points, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (point, _) =>
        {
            try
            {
                await RunAsync(point, new Random(seed));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Killed at {point}, seed {seed}: {error.Message}", error);
            }
        });
    }

    [Fact]
    public async Task A_job_that_kills_its_workers_is_failed_and_takes_no_other_along()
    {
        const int Culprit = 30;
        const int MaxCrashes = 3;

        // The lease is long, so that a worker on a busy machine that is late with its beat is not taken for dead.
        var folder = Directory.CreateTempSubdirectory("ringleader-culprit-");
        var (store, address) = await OpenAsync();
        await using var closing = store;
        var jobs = new JobClient(store, new JobRegistry().AddJob<DangerousJob>());
        var receipts = await jobs.EnqueueAllAsync(Enumerable.Range(0, 100).Select(number => new DangerousJob(30, FailsOnce: false, KillsWorker: number == Culprit)));

        var peers = new List<PeerProcess>();
        try
        {
            using var late = new CancellationTokenSource(Patience);
            for (var death = 1; death <= MaxCrashes; death++)
            {
                peers.Add(Start());
                await peers[^1].Ended.WaitAsync(late.Token);
            }

            peers.Add(Start());
            foreach (var receipt in receipts.Where((_, number) => number != Culprit))
            {
                await jobs.AskResultAsync<object>(receipt.Id, Patience);
            }

            await Assert.ThrowsAsync<JobFailedException>(() => jobs.AskResultAsync<object>(receipts[Culprit].Id, Patience));
            Assert.Equal("", await peers[^1].StopAsync());

            var found = await Task.WhenAll(receipts.Select(receipt => store.FindAsync(receipt.Id, late.Token)));
            Assert.Equal(
                [.. Enumerable.Range(0, receipts.Count).Select(number => number == Culprit ? (JobState.Failed, 0, MaxCrashes) : (JobState.Succeeded, 1, 0))],
                found.Select(job => (job!.State, job.Attempts, job.Crashes)));
            Assert.Equal(JobError.WorkerDied, found[Culprit]?.LastError?.Type);

            // Each of its later attempts was the only one of its process at the time.
            var byProcess = await Task.WhenAll(peers.Select(peer => peer.ReadAttemptsAsync()));
            foreach (var attempts in byProcess.Skip(1))
            {
                foreach (var guilty in attempts.Where(attempt => attempt.JobId == receipts[Culprit].Id.Value))
                {
                    Assert.DoesNotContain(attempts, other => other.JobId != guilty.JobId && other.Ended > guilty.Began && other.Began < guilty.Ended);
                }
            }
        }
        finally
        {
            foreach (var peer in peers)
            {
                await peer.DisposeAsync();
            }

            folder.Delete(recursive: true);
        }

        PeerProcess Start() => PeerProcess.Start(address, Path.Combine(folder.FullName, $"{peers.Count}"), maxCrashes: MaxCrashes, leaseSeconds: 12);
    }

    private async Task RunAsync(string point, Random random)
    {
        var folder = Directory.CreateTempSubdirectory("ringleader-killed-");
        var (store, address) = await OpenAsync();
        await using var closing = store;
        var jobs = new JobClient(store, new JobRegistry().AddJob<DangerousJob>());
        var receipts = await jobs.EnqueueAllAsync(Enumerable.Range(0, Jobs).Select(number => new DangerousJob(random.Next(5, 30), FailsOnce: number % 4 == 0)));

        var peers = new List<PeerProcess>();
        try
        {
            peers.Add(Start(point, time: 1));
            peers.Add(Start(point, random.Next(1, 4)));
            await peers[0].Ended.WaitAsync(Patience);
            peers.Add(Start(point: null, time: 0));
            foreach (var receipt in receipts)
            {
                await jobs.AskResultAsync<object>(receipt.Id, Patience);
            }

            foreach (var peer in peers)
            {
                Assert.Equal("", await peer.StopAsync());
            }

            await CheckAsync(store, receipts, [.. await Task.WhenAll(peers.Select(peer => peer.ReadAttemptsAsync()))]);
        }
        finally
        {
            foreach (var peer in peers)
            {
                await peer.DisposeAsync();
            }

            folder.Delete(recursive: true);
        }

        PeerProcess Start(string? point, int time) => PeerProcess.Start(address, Path.Combine(folder.FullName, $"{peers.Count}"), point, time);
    }

    private static async Task CheckAsync(IJobStore store, IReadOnlyList<JobReceipt> receipts, IReadOnlyList<IReadOnlyList<JournalledAttempt>> byProcess)
    {
        var attempts = byProcess.SelectMany(attempts => attempts).ToLookup(attempt => attempt.JobId);
        for (var number = 0; number < receipts.Count; number++)
        {
            var job = await store.FindAsync(receipts[number].Id, CancellationToken.None);
            Assert.Equal(JobState.Succeeded, job?.State);
            Assert.Equal(number % 4 == 0 ? 2 : 1, job?.Attempts); // deaths cost no attempt
            JournalledAttempt[] inOrder = [.. attempts[receipts[number].Id.Value].OrderBy(attempt => attempt.Term)];
            Assert.NotEmpty(inOrder);
            foreach (var (earlier, later) in inOrder.Zip(inOrder.Skip(1)))
            {
                Assert.True(earlier.Ended <= later.Began, $"Job {earlier.JobId} was in two hands at once: terms {earlier.Term} and {later.Term}.");
            }
        }
    }
}
