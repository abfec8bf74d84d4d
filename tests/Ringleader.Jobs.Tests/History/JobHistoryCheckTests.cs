using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Tests.History;

/// <summary>The check of histories finds what it is there for.</summary>
public sealed class JobHistoryCheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly JobHistory _history = new();

    [Fact]
    public void A_plain_history_has_no_faults()
    {
        Enqueue(1);
        Start(worker: 1);
        Claim(1, term: 1);
        Finish(1, term: 1, recorded: true);
        Ended(1, term: 1);

        Assert.Empty(JobHistoryCheck.FindFaults(_history));
    }

    [Fact]
    public void A_lost_job_is_found()
    {
        Enqueue(1);

        AssertFault("lost");
    }

    [Fact]
    public void A_job_that_never_ends_is_found()
    {
        Enqueue(1);
        _history.Final = [Snapshot(1) with { State = JobState.Ready }];

        AssertFault("never ended");
    }

    [Fact]
    public void A_job_that_was_enqueued_twice_is_found()
    {
        _history.Final = [Snapshot(1) with { Tags = ["tag"], State = JobState.Cancelled }, Snapshot(2) with { Tags = ["tag"], State = JobState.Cancelled }];

        AssertFault("enqueued 2 times");
    }

    [Fact]
    public void An_instant_that_was_not_fired_is_found()
    {
        _history.DueInstants.Enqueue(new("noon"));

        AssertFault("not fired");
    }

    [Fact]
    public void Two_holders_of_a_job_are_found()
    {
        Enqueue(1);
        Start(worker: 1);
        Claim(1, term: 1);
        Claim(1, term: 2, worker: 2, at: Noon + TimeSpan.FromSeconds(14));

        AssertFault("while worker 1 held it");
    }

    [Fact]
    public void A_holder_after_the_end_of_a_lease_is_no_fault()
    {
        Enqueue(1);
        Start(worker: 1);
        Claim(1, term: 1);
        Claim(1, term: 2, worker: 2, at: Noon + Lease);
        Finish(1, term: 2, recorded: true);
        Ended(1, term: 2);

        Assert.Empty(JobHistoryCheck.FindFaults(_history));
    }

    [Fact]
    public void A_term_that_was_given_twice_is_found()
    {
        Enqueue(1);
        Enqueue(2);
        Claim(1, term: 1);
        Claim(2, term: 1);

        AssertFault("given 2 times");
    }

    [Fact]
    public void A_term_that_does_not_grow_is_found()
    {
        Enqueue(1);
        Enqueue(2);
        Claim(1, term: 2);
        Claim(2, term: 1);

        AssertFault("after term 2");
    }

    [Fact]
    public void A_refused_finish_that_changed_the_job_is_found()
    {
        Enqueue(1);
        Claim(1, term: 1);
        Finish(1, term: 1, recorded: false);
        Ended(1, term: 1);

        AssertFault("nobody was told");
    }

    [Fact]
    public void A_success_that_was_undone_is_found()
    {
        Enqueue(1);
        Claim(1, term: 1);
        Finish(1, term: 1, recorded: true);
        _history.Final = [Snapshot(1) with { State = JobState.Cancelled, Term = 2 }];

        AssertFault("had succeeded");
    }

    [Fact]
    public void A_cancellation_out_of_nothing_is_found()
    {
        Enqueue(1);
        _history.Final = [Snapshot(1) with { State = JobState.Cancelled }];

        AssertFault("nobody cancelled it");
    }

    [Fact]
    public void An_attempt_too_many_is_found()
    {
        Enqueue(1);
        Claim(1, term: 1, attempt: 4);

        AssertFault("attempt 4 of 3");
    }

    [Fact]
    public void A_limit_that_was_exceeded_is_found()
    {
        _history.Limits = [new("key:k", 1)];
        Enqueue(1, new() { Kind = "work", Arguments = default, LimitKey = "k" });
        Enqueue(2, new() { Kind = "work", Arguments = default, LimitKey = "k" });
        Claim(1, term: 1);
        Claim(2, term: 2, worker: 2);
        Start(worker: 1);
        Start(worker: 2);

        AssertFault("2 jobs of 'key:k' ran");
    }

    [Fact]
    public void A_rate_that_was_exceeded_is_found()
    {
        _history.Limits = [new("queue:default", Starts: 1, Per: TimeSpan.FromMinutes(1))];
        Enqueue(1);
        Enqueue(2);
        Claim(1, term: 1);
        Claim(2, term: 2, at: Noon + TimeSpan.FromSeconds(59));

        AssertFault("started 2 jobs");
    }

    [Fact]
    public void A_group_out_of_order_is_found()
    {
        Enqueue(1, new() { Kind = "work", Arguments = default, Group = "g" });
        Enqueue(2, new() { Kind = "work", Arguments = default, Group = "g" });
        Claim(2, term: 1);

        AssertFault("before job 1 can have ended");
    }

    [Fact]
    public void A_child_before_its_parent_is_found()
    {
        Enqueue(1);
        Enqueue(2, new() { Kind = "work", Arguments = default, After = [new(1)] });
        Claim(2, term: 1);

        AssertFault("before job 1 had succeeded");
    }

    [Fact]
    public void Two_holders_of_a_unique_key_are_found()
    {
        Enqueue(1, new() { Kind = "work", Arguments = default, Unique = new("key") });
        Enqueue(2, new() { Kind = "work", Arguments = default, Unique = new("key") });

        AssertFault("held the key 'key'");
    }

    [Fact]
    public void A_job_that_was_handed_out_in_spite_of_a_pause_is_found()
    {
        Enqueue(1);
        var from = _history.Next();
        Claim(1, term: 1);
        _history.Pauses.Enqueue(new(from, _history.Next(), new(Kind: "work")));

        AssertFault("was paused");
    }

    private static JobSnapshot Snapshot(long id) =>
        new() { Id = new(id), Kind = "work", Arguments = "{}", State = JobState.Succeeded, Queue = JobDefaults.Queue, MaxAttempts = 3, EnqueuedAt = Noon, RunAt = Noon };

    private void Enqueue(long id, NewJob? job = null) =>
        _history.Enqueues.Enqueue(new(_history.Next(), _history.Next(), job ?? new() { Kind = "work", Arguments = default }, new(new(id), IsDuplicate: false)));

    private void Start(long worker) => _history.Beats.Enqueue(new(_history.Next(), Noon, new(worker, Lease), Stands: true));

    private void Claim(long id, long term, long worker = 1, DateTimeOffset? at = null, int attempt = 1) =>
        _history.Claims.Enqueue(new(
            _history.Next(),
            _history.Next(),
            at ?? Noon,
            at ?? Noon,
            worker,
            new() { Id = new(id), Term = term, Kind = "work", Arguments = default, Queue = JobDefaults.Queue, Attempt = attempt, MaxAttempts = 3 }));

    private void Finish(long id, long term, bool? recorded) =>
        _history.Finishes.Enqueue(new(_history.Next(), new(new(id), term, JobOutcome.Succeeded), recorded));

    private void Ended(long id, long term) => _history.Final = [Snapshot(id) with { Term = term, Result = JobSimulation.ResultOf(term) }];

    private void AssertFault(string part) => Assert.Contains(JobHistoryCheck.FindFaults(_history), fault => fault.Contains(part, StringComparison.Ordinal));
}
