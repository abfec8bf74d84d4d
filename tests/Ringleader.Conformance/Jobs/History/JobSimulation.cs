using System.Globalization;
using System.Text;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using static Ringleader.Conformance.Jobs.Faults.Insistence;

namespace Ringleader.Conformance.Jobs.History;

/// <summary>
/// One run: enqueuers, workers that die and come late, nodes that sweep and fire schedules, people who steer, and a clock that jumps, all at
/// once on one store whose calls fail now and then. What each of them does follows from the seed; how they interleave does not.
/// </summary>
public sealed partial class JobSimulation
{
    private const int Enqueuers = 2;
    private const int Workers = 4;
    private const int Nodes = 3;
    private const int Steps = 40;
    private const int DrainRounds = 3000;
    private const string Schedule = "every minute";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly string[] Queues = ["a", "b", "c"];
    private static readonly string[] Kinds = ["x", "y"];
    private static readonly JobState[] Unended = [JobState.Waiting, JobState.Scheduled, JobState.Ready, JobState.Running, JobState.RetryScheduled];

    private readonly JobStoreBackend _backend;
    private readonly IJobStore _sound;
    private readonly IJobStore _store;
    private readonly int _seed;
    private readonly JobHistory _history = new();

    private JobSimulation(JobStoreBackend backend, IJobStore sound, IJobStore faulty, int seed)
    {
        _backend = backend;
        _sound = sound;
        _store = faulty;
        _seed = seed;
        _history.Limits = [new("key:one", 1), new("key:two", 2), new("queue:b", Running: 3), new("queue:c", Starts: 10, Per: TimeSpan.FromMinutes(1))];
    }

    /// <summary>Runs everything to its end, on a store whose calls fail as the seed has it.</summary>
    public static Task<JobHistory> RunAsync(JobStoreBackend backend, IJobStore store, int seed) =>
        RunAsync(backend, store, new FaultyJobStore(store, new Random(seed), rate: seed % 4 == 0 ? 0 : 0.1), seed);

    /// <summary>Runs everything to its end, on a store that is cut off now and then, beside one on the same jobs that is not.</summary>
    public static async Task<JobHistory> RunAsync(JobStoreBackend backend, IJobStore sound, IJobStore faulty, int seed)
    {
        var simulation = new JobSimulation(backend, sound, faulty, seed);
        await simulation.RunAsync();
        return simulation._history;
    }

    /// <summary>The result of an attempt, by which it can be told from others.</summary>
    public static string ResultOf(long term) => string.Create(CultureInfo.InvariantCulture, $"{term}");

    private async Task RunAsync()
    {
        foreach (var limit in _history.Limits)
        {
            await _sound.SetLimitAsync(limit, CancellationToken.None);
        }

        await _sound.SaveScheduleAsync(new(Schedule, "* * * * *", new() { Kind = "cron", Arguments = "{}"u8.ToArray() }, "all"), CancellationToken.None);
        await Task.WhenAll(
        [
            .. Actors(Enqueuers, 100, EnqueueAsync),
            .. Actors(Workers, 200, WorkAsync),
            .. Actors(Nodes, 300, KeepHouseAsync),
            .. Actors(1, 400, SteerAsync),
            .. Actors(1, 500, MoveClockAsync),
        ]);

        await FireDueAsync();
        await DrainAsync();
        _history.Final = await ListAllAsync();
    }

    private IEnumerable<Task> Actors(int count, int salt, Func<Random, int, Task> act) =>
        Enumerable.Range(0, count).Select(number => Task.Run(() => act(new Random((_seed * 1000) + salt + number), number)));

    private async Task EnqueueAsync(Random random, int number)
    {
        var known = new List<JobId>();
        for (var step = 0; step < Steps; step++)
        {
            NewJob[] jobs = [.. Enumerable.Range(0, random.Next(1, 4)).Select(place => Draw(random, known, $"{number}/{step}/{place}"))];
            var invoked = _history.Next();
            var receipts = await InsistAsync(() => _store.EnqueueAsync(jobs, CancellationToken.None));
            var answered = _history.Next();
            for (var place = 0; place < jobs.Length; place++)
            {
                _history.Enqueues.Enqueue(new(invoked, answered, jobs[place], receipts[place]));
                known.Add(receipts[place].Id);
            }
        }
    }

    private static NewJob Draw(Random random, List<JobId> known, string tag)
    {
        var job = new NewJob
        {
            Kind = Kinds[random.Next(Kinds.Length)],
            Arguments = "{}"u8.ToArray(),
            Token = new Guid(random.Next(), (short)random.Next(), (short)random.Next(), Encoding.UTF8.GetBytes(tag.PadRight(8)[..8])),
            Queue = Queues[random.Next(Queues.Length)],
            Priority = random.Next(-2, 3),
            MaxAttempts = random.Next(1, 4),
            Tags = [tag],
            Delay = random.Next(4) == 0 ? TimeSpan.FromSeconds(random.Next(60)) : null,
        };
        return random.Next(8) switch
        {
            0 => job with { Group = $"group {random.Next(2)}" },
            1 => job with { LimitKey = "one" },
            2 => job with { LimitKey = "two" },
            3 => job with { Unique = new($"key {random.Next(3)}"), Kind = "x" },
            4 when known.Count > 0 => job with { After = [known[random.Next(known.Count)]] },
            5 => job with { Unique = new("short", UniqueScope.UntilStarted), Kind = "y" },
            _ => job,
        };
    }

    /// <summary>A node: sweeps, and fires what the schedule has due.</summary>
    private async Task KeepHouseAsync(Random random, int number)
    {
        for (var step = 0; step < Steps; step++)
        {
            await TryAsync(() => _store.SweepAsync(new(random.Next(1, 50), MaxCrashes: 1000), CancellationToken.None));
            if (random.Next(2) == 0)
            {
                await FireDueAsync();
            }

            await Task.Yield();
        }
    }

    private async Task FireDueAsync()
    {
        var schedule = (await InsistAsync(() => _store.ListSchedulesAsync(CancellationToken.None)))[0];
        var now = await _sound.GetTimeAsync(CancellationToken.None);
        var last = schedule.LastInstant ?? schedule.SavedAt;
        for (var instant = new DateTimeOffset(last.Ticks - (last.Ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, TimeSpan.Zero);
             instant <= now;
             instant += TimeSpan.FromMinutes(1))
        {
            var due = instant;
            var tag = string.Create(CultureInfo.InvariantCulture, $"{Schedule}@{due:O}");
            _history.DueInstants.Enqueue(new(tag));
            await InsistAsync(() => _store.FireAsync(Schedule, due, schedule.Job with { Tags = [tag] }, CancellationToken.None));
        }
    }

    /// <summary>Somebody who cancels, retries, discards and pauses.</summary>
    private async Task SteerAsync(Random random, int number)
    {
        for (var step = 0; step < Steps / 2; step++)
        {
            if (random.Next(4) == 0)
            {
                var target = random.Next(2) == 0 ? new PauseTarget(Queue: Queues[random.Next(Queues.Length)]) : new PauseTarget(Kind: Kinds[random.Next(Kinds.Length)]);
                await InsistAsync(() => _store.SetPausedAsync(target, isPaused: true, CancellationToken.None));
                var from = _history.Next();
                await TryAsync(() => _store.SweepAsync(new(10, MaxCrashes: 1000), CancellationToken.None));
                await Task.Yield();
                _history.Pauses.Enqueue(new(from, _history.Next(), target));
                await InsistAsync(() => _store.SetPausedAsync(target, isPaused: false, CancellationToken.None));
                continue;
            }

            // Discarding makes the check blind for some losses, so only some runs do it.
            var action = random.Next(_seed % 3 == 0 ? 5 : 4) switch { 0 => JobAction.Cancel, 4 => JobAction.Discard, _ => JobAction.Retry };
            var all = _history.Enqueues.ToArray();
            JobId[] ids = [.. Enumerable.Range(0, all.Length == 0 ? 0 : random.Next(1, 6)).Select(_ => all[random.Next(all.Length)].Receipt!.Value.Id)];
            _history.Actions.Enqueue(new(_history.Next(), action, ids));
            await TryAsync(() => _store.ApplyAsync(action, new() { Ids = ids }, CancellationToken.None));
            await Task.Yield();
        }
    }

    private async Task MoveClockAsync(Random random, int number)
    {
        for (var step = 0; step < Steps; step++)
        {
            await _backend.AdvanceAsync(TimeSpan.FromSeconds(random.Next(1, 10)));
            await Task.Yield();
        }
    }

    private async Task<IReadOnlyList<JobSnapshot>> ListAllAsync()
    {
        var all = new List<JobSnapshot>();
        while (await _sound.ListAsync(JobFilter.All, all.Count == 0 ? null : all[^1].Id, 1000, CancellationToken.None) is { Count: > 0 } page)
        {
            all.AddRange(page);
        }

        return all;
    }

    /// <summary>Does it, and says whether an answer came.</summary>
    private static async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception error) when (IsTransient(error))
        {
            return false;
        }
    }
}
