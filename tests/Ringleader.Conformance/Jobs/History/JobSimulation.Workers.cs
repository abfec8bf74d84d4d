using System.Text;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using static Ringleader.Conformance.Jobs.Faults.Insistence;

namespace Ringleader.Conformance.Jobs.History;

/// <summary>The workers of a run, and the one that does at the end what they left.</summary>
public sealed partial class JobSimulation
{
    private async Task WorkAsync(Random random, int number)
    {
        WorkerLease? lease = null;
        var held = new List<ClaimedJob>();
        for (var step = 0; step < Steps * 2; step++)
        {
            lease ??= await StartAsync($"worker {number}");
            switch (random.Next(20))
            {
                case 0: // Dies with what it holds, and one of its jobs is finished late all the same.
                    if (held.Count > 0 && random.Next(2) == 0)
                    {
                        await FinishAsync(lease, [held[0]], random);
                    }

                    (lease, held) = (null, []);
                    break;
                case 1: // Stops.
                    _history.Releases.Enqueue(new(_history.Next(), lease.WorkerId, []));
                    var stopping = lease;
                    await InsistAsync(() => _store.StopWorkerAsync(stopping, CancellationToken.None));
                    (lease, held) = (null, []);
                    break;
                case < 7:
                    if (!await BeatAsync(lease))
                    {
                        await FinishAsync(lease, held, random); // Late, and to be refused where others hold the jobs.
                        (lease, held) = (null, []);
                    }

                    break;
                case < 13:
                    held.AddRange(await ClaimAsync(lease, held, new(random.Next(1, 5), [])));
                    break;
                default:
                    List<ClaimedJob> done = held[..random.Next(held.Count + 1)];
                    await FinishAsync(lease, done, random);
                    held.RemoveRange(0, done.Count);
                    break;
            }

            await Task.Yield();
        }
    }

    /// <summary>Everything that is left is run to success, also what dead workers hold.</summary>
    private async Task DrainAsync()
    {
        for (var round = 0; round < DrainRounds && await _sound.CountAsync(new() { States = Unended }, CancellationToken.None) > 0; round++)
        {
            await _backend.AdvanceAsync(TimeSpan.FromMinutes(1));
            await _sound.SweepAsync(new(1000, MaxCrashes: 1000), CancellationToken.None);
            var lease = await StartAsync("drain");
            var jobs = await ClaimAsync(lease, [], new(100, []));
            await FinishAsync(lease, jobs, random: null);
            _history.Releases.Enqueue(new(_history.Next(), lease.WorkerId, []));
            await InsistAsync(() => _store.StopWorkerAsync(lease, CancellationToken.None));
        }
    }

    private async Task<WorkerLease> StartAsync(string name)
    {
        var before = await _sound.GetTimeAsync(CancellationToken.None);
        var invoked = _history.Next();
        var lease = await InsistAsync(() => _store.StartWorkerAsync(new(name, [], 10, Lease), CancellationToken.None));
        _history.Beats.Enqueue(new(invoked, before, lease, Stands: true));
        return lease;
    }

    private async Task<bool> BeatAsync(WorkerLease lease)
    {
        var before = await _sound.GetTimeAsync(CancellationToken.None);
        var invoked = _history.Next();
        WorkerBeat? beat = null;
        if (await TryAsync(async () => beat = await _store.BeatAsync(lease, [], CancellationToken.None)))
        {
            _history.Beats.Enqueue(new(invoked, before, lease, beat!.Stands));
        }

        return beat?.Stands ?? true;
    }

    private async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(WorkerLease lease, List<ClaimedJob> held, JobClaim claim)
    {
        IReadOnlyList<ClaimedJob> jobs = [];
        var before = await _sound.GetTimeAsync(CancellationToken.None);
        var invoked = _history.Next();
        if (!await TryAsync(async () => jobs = await _store.ClaimAsync(lease, claim, CancellationToken.None)))
        {
            JobId[] known = [.. held.Select(job => job.Id)];
            _history.Releases.Enqueue(new(_history.Next(), lease.WorkerId, known));
            await InsistAsync(() => _store.ReleaseUnknownAsync(lease, known, CancellationToken.None));
            return [];
        }

        var answered = _history.Next();
        var after = await _sound.GetTimeAsync(CancellationToken.None);
        foreach (var job in jobs)
        {
            _history.Claims.Enqueue(new(invoked, answered, before, after, lease.WorkerId, job));
        }

        return jobs;
    }

    /// <summary>Finishes jobs, each with an outcome by chance, or all with success; if no answer comes, perhaps once more.</summary>
    private async Task FinishAsync(WorkerLease lease, IReadOnlyList<ClaimedJob> jobs, Random? random)
    {
        if (jobs.Count == 0)
        {
            return;
        }

        JobFinish[] finishes = [.. jobs.Select(job => DrawFinish(job, random))];
        for (var attempt = 0; attempt < 2; attempt++)
        {
            IReadOnlyList<bool>? recorded = null;
            var invoked = _history.Next();
            await TryAsync(async () => recorded = await _store.FinishAsync(lease, finishes, CancellationToken.None));
            for (var place = 0; place < finishes.Length; place++)
            {
                _history.Finishes.Enqueue(new(invoked, finishes[place], recorded?[place]));
            }

            if (recorded is not null || random?.Next(2) == 0)
            {
                return;
            }
        }
    }

    private static JobFinish DrawFinish(ClaimedJob job, Random? random)
    {
        var outcome = random?.Next(10) switch
        {
            0 => JobOutcome.Failed,
            1 => JobOutcome.Cancelled,
            2 => JobOutcome.Released,
            3 or 4 => JobOutcome.Retry,
            _ => JobOutcome.Succeeded,
        };
        return new(
            job.Id,
            job.Term,
            outcome,
            outcome == JobOutcome.Retry ? TimeSpan.FromSeconds(random!.Next(30)) : null, // Only chance draws a retry.
            outcome == JobOutcome.Succeeded ? Encoding.UTF8.GetBytes(ResultOf(job.Term)) : (ReadOnlyMemory<byte>?)null,
            outcome is JobOutcome.Failed or JobOutcome.Retry ? new("Broken", ResultOf(job.Term), null, default) : null);
    }
}
