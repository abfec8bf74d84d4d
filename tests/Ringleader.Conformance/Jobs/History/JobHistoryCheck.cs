using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs.History;

/// <summary>
/// Finds what a history should not hold. It blames a store only for what no order of the calls can explain: a call whose answer was lost
/// may have been done or not, and a call took effect anywhere between question and answer.
/// </summary>
public sealed class JobHistoryCheck
{
    private readonly JobHistory _history;
    private readonly List<string> _faults = [];
    private readonly ILookup<long, ClaimCall> _claims;
    private readonly ILookup<(long Job, long Term), FinishCall> _finishes;
    private readonly ILookup<long, ReleaseCall> _releases;
    private readonly ILookup<long, BeatCall> _standing;
    private readonly ILookup<long, ActionCall> _actions;

    private JobHistoryCheck(JobHistory history)
    {
        _history = history;
        _claims = history.Claims.OrderBy(call => call.Job.Term).ToLookup(call => call.Job.Id.Value);
        _finishes = history.Finishes.Where(call => call.Recorded != false).ToLookup(call => (call.Finish.Id.Value, call.Finish.Term));
        _releases = history.Releases.ToLookup(call => call.WorkerId);
        _standing = history.Beats.Where(call => call.Stands).ToLookup(call => call.Lease.WorkerId);
        _actions = history.Actions.SelectMany(call => call.Ids.Select(id => (id.Value, call))).ToLookup(pair => pair.Value, pair => pair.call);
    }

    /// <summary>What is wrong with a history; empty when nothing is.</summary>
    public static IReadOnlyList<string> FindFaults(JobHistory history)
    {
        var check = new JobHistoryCheck(history);
        check.NoJobIsLostOrDoubled();
        check.NoJobHasTwoHolders();
        check.TermsGrow();
        check.EndsAreThoseThatWereRecorded();
        check.AttemptsAreBounded();
        check.LimitsHold();
        check.GroupsKeepTheirOrder();
        check.ParentsComeFirst();
        check.UniqueKeysAreUnique();
        check.PausesHold();
        return check._faults;
    }

    private void NoJobIsLostOrDoubled()
    {
        var byTag = _history.Final.SelectMany(job => job.Tags.Select(tag => (tag, job))).ToLookup(pair => pair.tag, pair => pair.job, StringComparer.Ordinal);
        foreach (var jobs in byTag.Where(jobs => jobs.Count() > 1))
        {
            _faults.Add($"'{jobs.Key}' was enqueued {jobs.Count()} times: {string.Join(", ", jobs.Select(job => job.Id))}.");
        }

        var present = _history.Final.Select(job => job.Id).ToHashSet();
        foreach (var call in _history.Enqueues)
        {
            if (call.Receipt is { } receipt && !present.Contains(receipt.Id) && !WasDiscarded(receipt.Id.Value))
            {
                _faults.Add($"Job {receipt.Id} was acknowledged and is lost.");
            }
        }

        var discarded = _history.Actions.Any(call => call.Action == JobAction.Discard);
        foreach (var instant in _history.DueInstants.Where(instant => !discarded && !byTag.Contains(instant.Tag)))
        {
            _faults.Add($"'{instant.Tag}' was not fired.");
        }

        foreach (var job in _history.Final.Where(job => job.State is not (JobState.Succeeded or JobState.Failed or JobState.Cancelled)))
        {
            _faults.Add($"Job {job.Id} never ended, it is {job.State}.");
        }
    }

    private void NoJobHasTwoHolders()
    {
        foreach (var claims in _claims)
        {
            ClaimCall? earlier = null;
            foreach (var claim in claims)
            {
                if (earlier is not null && MayEndAt(earlier) > claim.Answered && claim.ClockAfter < LeaseEnd(earlier.WorkerId))
                {
                    _faults.Add($"Job {claims.Key} was claimed with term {claim.Job.Term} while worker {earlier.WorkerId} held it with term {earlier.Job.Term}.");
                }

                earlier = claim;
            }
        }
    }

    private void TermsGrow()
    {
        foreach (var same in _history.Claims.GroupBy(call => call.Job.Term).Where(same => same.Count() > 1))
        {
            _faults.Add($"Term {same.Key} was given {same.Count()} times.");
        }

        var answered = new Queue<ClaimCall>(_history.Claims.OrderBy(call => call.Answered));
        var greatest = 0L;
        foreach (var claim in _history.Claims.OrderBy(call => call.Invoked))
        {
            while (answered.TryPeek(out var before) && before.Answered < claim.Invoked)
            {
                greatest = Math.Max(greatest, answered.Dequeue().Job.Term);
            }

            if (claim.Job.Term <= greatest)
            {
                _faults.Add($"Job {claim.Job.Id} got term {claim.Job.Term} after term {greatest} had been given.");
            }
        }
    }

    private void EndsAreThoseThatWereRecorded()
    {
        foreach (var job in _history.Final.Where(job => job.State is JobState.Succeeded or JobState.Failed))
        {
            var outcomes = _finishes[(job.Id.Value, job.Term)].Select(call => call.Finish.Outcome).ToArray();
            var isRight = job.State == JobState.Succeeded
                ? outcomes.Contains(JobOutcome.Succeeded) && job.Result == JobSimulation.ResultOf(job.Term)
                : outcomes.Contains(JobOutcome.Failed) || outcomes.Contains(JobOutcome.Retry);
            if (!isRight)
            {
                _faults.Add($"Job {job.Id} is {job.State} with term {job.Term} and result '{job.Result}', which nobody was told to be recorded.");
            }
        }

        var final = _history.Final.ToDictionary(job => job.Id);
        foreach (var call in _history.Finishes.Where(call => call is { Recorded: true, Finish.Outcome: JobOutcome.Succeeded }))
        {
            if (final.TryGetValue(call.Finish.Id, out var job) && (job.State != JobState.Succeeded || job.Term != call.Finish.Term))
            {
                _faults.Add($"Job {job.Id} had succeeded with term {call.Finish.Term}, but is {job.State} with term {job.Term}.");
            }
        }

        foreach (var job in _history.Final.Where(job => job.State == JobState.Cancelled && !MayBeCancelled(job)))
        {
            _faults.Add($"Job {job.Id} is cancelled, and nobody cancelled it.");
        }
    }

    private void AttemptsAreBounded()
    {
        foreach (var call in _history.Claims.Where(call => call.Job.Attempt > call.Job.MaxAttempts))
        {
            _faults.Add($"Job {call.Job.Id} was handed out for attempt {call.Job.Attempt} of {call.Job.MaxAttempts}.");
        }

        foreach (var job in _history.Final.Where(job => job.Attempts > job.MaxAttempts))
        {
            _faults.Add($"Job {job.Id} had {job.Attempts} of {job.MaxAttempts} attempts.");
        }
    }

    private void LimitsHold()
    {
        var jobs = KnownJobs();
        foreach (var limit in _history.Limits)
        {
            var isKey = limit.Name.StartsWith(JobLimit.KeyPrefix, StringComparison.Ordinal);
            var name = limit.Name[(limit.Name.IndexOf(':', StringComparison.Ordinal) + 1)..];
            ClaimCall[] claims = [.. _history.Claims.Where(call => jobs.TryGetValue(call.Job.Id.Value, out var job) && (isKey ? job.LimitKey : job.Queue) == name)];
            AtMostAtATime(limit.Running ?? int.MaxValue, claims, limit.Name);
            if (limit is { Starts: { } starts, Per: { } per })
            {
                StartsAtMost(starts, per, claims, limit.Name);
            }
        }
    }

    /// <summary>In no stretch of time more starts than a full bucket and what flows into it meanwhile.</summary>
    private void StartsAtMost(int starts, TimeSpan per, ClaimCall[] claims, string what)
    {
        foreach (var begin in claims.Select(call => call.ClockBefore).Distinct())
        {
            var started = 0;
            foreach (var claim in claims.Where(call => call.ClockBefore >= begin).OrderBy(call => call.ClockAfter))
            {
                started++;
                if (started > starts + (starts * ((claim.ClockAfter - begin) / per)) + 0.001)
                {
                    _faults.Add($"'{what}' started {started} jobs in {claim.ClockAfter - begin}.");
                    return;
                }
            }
        }
    }

    private void GroupsKeepTheirOrder()
    {
        var jobs = KnownJobs();
        foreach (var group in jobs.Where(pair => pair.Value.Group is not null).GroupBy(pair => pair.Value.Group))
        {
            AtMostAtATime(1, [.. group.SelectMany(pair => _claims[pair.Key])], $"group {group.Key}");
            long[] ids = [.. group.Select(pair => pair.Key).Order()];
            for (var place = 1; place < ids.Length; place++)
            {
                ClaimedAfterEnd(ids[place], ids[place - 1], $"group {group.Key}");
            }
        }
    }

    private void ParentsComeFirst()
    {
        foreach (var (id, job) in KnownJobs())
        {
            foreach (var parent in job.After.Where(parent => !WasDiscarded(parent.Value)))
            {
                var succeeded = EndsOf(parent.Value).Where(call => call.Finish.Outcome == JobOutcome.Succeeded).Select(call => call.Invoked).DefaultIfEmpty(long.MaxValue).Min();
                if (_claims[id].Any(claim => claim.Answered < succeeded))
                {
                    _faults.Add($"Job {id} was claimed before job {parent} had succeeded.");
                }
            }
        }
    }

    private void UniqueKeysAreUnique()
    {
        foreach (var same in _history.Enqueues.Where(call => call is { Receipt.IsDuplicate: false, Job.Unique.Scope: UniqueScope.UntilEnded }).GroupBy(call => call.Job.Unique!.Key))
        {
            EnqueueCall[] calls = [.. same.OrderBy(call => call.Receipt!.Value.Id.Value)];
            for (var place = 1; place < calls.Length; place++)
            {
                var earlier = calls[place - 1].Receipt!.Value.Id.Value;
                if (calls[place].Receipt!.Value.Id.Value != earlier && MayHaveEnded(earlier) > calls[place].Answered)
                {
                    _faults.Add($"Job {calls[place].Receipt!.Value.Id} was enqueued while job {earlier} held the key '{same.Key}'.");
                }
            }
        }
    }

    private void PausesHold()
    {
        foreach (var pause in _history.Pauses)
        {
            foreach (var claim in _history.Claims.Where(claim => claim.Invoked > pause.From && claim.Answered < pause.Until))
            {
                if (claim.Job.Queue == pause.Target.Queue || claim.Job.Kind == pause.Target.Kind)
                {
                    _faults.Add($"Job {claim.Job.Id} was handed out although {pause.Target} was paused.");
                }
            }
        }
    }

    /// <summary>Where a claim's hold may have ended at the earliest, leases apart.</summary>
    private long MayEndAt(ClaimCall claim)
    {
        var finished = _finishes[(claim.Job.Id.Value, claim.Job.Term)].Select(call => call.Invoked);
        var released = _releases[claim.WorkerId].Where(call => call.Invoked > claim.Invoked && !call.Known.Contains(claim.Job.Id)).Select(call => call.Invoked);
        return finished.Concat(released).DefaultIfEmpty(long.MaxValue).Min();
    }

    /// <summary>Until when a worker's lease stood at least.</summary>
    private DateTimeOffset LeaseEnd(long worker) =>
        _standing[worker].Select(call => call.ClockBefore + call.Lease.Duration).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    /// <summary>The holds that are certain: from the answer to where they may have ended, and not beyond the worker's last sign of life.</summary>
    private void AtMostAtATime(int limit, ClaimCall[] claims, string what)
    {
        var steps = new List<(long Place, int Change)>();
        foreach (var claim in claims)
        {
            var lastSign = _standing[claim.WorkerId].Select(call => call.Invoked).DefaultIfEmpty(0).Max();
            var end = Math.Min(MayEndAt(claim), lastSign);
            if (end > claim.Answered)
            {
                steps.Add((claim.Answered, 1));
                steps.Add((end, -1));
            }
        }

        var running = 0;
        foreach (var (place, change) in steps.Order())
        {
            running += change;
            if (running > limit)
            {
                _faults.Add($"At {place}, {running} jobs of '{what}' ran, and {limit} may.");
                return;
            }
        }
    }

    private void ClaimedAfterEnd(long id, long earlier, string what)
    {
        var end = MayHaveEnded(earlier);
        foreach (var claim in _claims[id].Where(claim => claim.Answered < end))
        {
            _faults.Add($"Job {id} of {what} was claimed with term {claim.Job.Term} before job {earlier} can have ended.");
        }
    }

    private long MayHaveEnded(long id)
    {
        var isCalledOff = _actions[id].Any(call => call.Action == JobAction.Cancel);
        var attempts = _claims[id].ToDictionary(call => call.Job.Term, call => call.Job);
        var ends = EndsOf(id).Where(call => call.Finish.Outcome switch
        {
            JobOutcome.Released => isCalledOff,
            JobOutcome.Retry => isCalledOff || !attempts.TryGetValue(call.Finish.Term, out var job) || job.Attempt >= job.MaxAttempts,
            _ => true,
        });
        var acts = _actions[id].Where(call => call.Action != JobAction.Retry).Select(call => call.Invoked);
        return ends.Select(call => call.Invoked).Concat(acts).DefaultIfEmpty(long.MaxValue).Min();
    }

    private IEnumerable<FinishCall> EndsOf(long id) => _claims[id].SelectMany(claim => _finishes[(id, claim.Job.Term)]);

    private bool WasDiscarded(long id) => _actions[id].Any(call => call.Action == JobAction.Discard);

    private bool MayBeCancelled(JobSnapshot job) =>
        _actions[job.Id.Value].Any(call => call.Action == JobAction.Cancel)
        || EndsOf(job.Id.Value).Any(call => call.Finish.Outcome == JobOutcome.Cancelled)
        || (KnownJobs().TryGetValue(job.Id.Value, out var enqueued) && enqueued.After.Count > 0);

    /// <summary>What was enqueued under which number, as far as the answers say it.</summary>
    private Dictionary<long, NewJob> KnownJobs()
    {
        var jobs = new Dictionary<long, NewJob>();
        foreach (var call in _history.Enqueues)
        {
            if (call.Receipt is { IsDuplicate: false } receipt)
            {
                jobs[receipt.Id.Value] = call.Job;
            }
        }

        return jobs;
    }
}
