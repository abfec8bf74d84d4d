using Ringleader.Cli.Demo.LogCounting;
using Ringleader.Testing;

namespace Ringleader.Cli.Tests.Demo.LogCounting;

public sealed class RangeLedgerTests
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Ranges_are_given_in_order_each_with_a_higher_term()
    {
        var ledger = Ledger(ranges: 2);

        var first = ledger.TryTake("a");
        var second = ledger.TryTake("b");

        Assert.Equal((0, 1, "a"), (first!.Id, first.Term, first.Worker));
        Assert.Equal((1, 2, "b"), (second!.Id, second.Term, second.Worker));
        Assert.Null(ledger.TryTake("a"));
    }

    [Fact]
    public void Completed_range_is_done_once()
    {
        var ledger = Ledger(ranges: 1);
        var lease = ledger.TryTake("a")!;

        Assert.Equal(Completion.Done, ledger.Complete("a", lease.Id, lease.Term));
        Assert.Equal(Completion.Refused, ledger.Complete("a", lease.Id, lease.Term));
        Assert.Equal(1, ledger.DoneCount);
    }

    [Fact]
    public void Completion_of_what_was_never_leased_is_refused()
    {
        var ledger = Ledger(ranges: 2);
        var lease = ledger.TryTake("a")!;

        Assert.Equal(Completion.Refused, ledger.Complete("b", lease.Id, lease.Term));
        Assert.Equal(Completion.Refused, ledger.Complete("a", lease.Id, lease.Term + 1));
        Assert.Equal(Completion.Refused, ledger.Complete("a", 1, lease.Term));
        Assert.Equal(0, ledger.DoneCount);
    }

    [Fact]
    public void Lease_holds_until_its_time_is_over()
    {
        var ledger = Ledger(ranges: 1);
        var lease = ledger.TryTake("a")!;

        _clock.Advance(LeaseTime - TimeSpan.FromTicks(1));
        Assert.Null(ledger.TryTake("b"));

        Assert.Equal(Completion.Done, ledger.Complete("a", lease.Id, lease.Term));
    }

    [Fact]
    public void Late_completion_is_refused_even_before_another_took_the_range()
    {
        var ledger = Ledger(ranges: 1);
        var lease = ledger.TryTake("a")!;

        _clock.Advance(LeaseTime);

        Assert.Equal(Completion.Refused, ledger.Complete("a", lease.Id, lease.Term));
        Assert.Equal(0, ledger.DoneCount);
    }

    [Fact]
    public void Lost_range_goes_to_the_next_who_asks_and_only_his_answer_counts()
    {
        var ledger = Ledger(ranges: 5);
        var lost = ledger.TryTake("a")!;
        _clock.Advance(LeaseTime);

        var again = ledger.TryTake("b")!;
        _clock.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(lost.Id, again.Id);
        Assert.True(again.Term > lost.Term);
        Assert.Equal(Completion.Refused, ledger.Complete("a", lost.Id, lost.Term));
        Assert.Equal(Completion.DoneAgain, ledger.Complete("b", again.Id, again.Term));
        Assert.Equal([new RedoneRange(lost.Id, "a", "b", 1.5)], ledger.Redone);
    }

    [Fact]
    public void Range_that_is_lost_twice_is_told_once_from_the_first_loss()
    {
        var ledger = Ledger(ranges: 1);
        ledger.TryTake("a");
        _clock.Advance(LeaseTime);
        ledger.TryTake("b");
        _clock.Advance(LeaseTime);
        var third = ledger.TryTake("c")!;

        Assert.Equal(Completion.DoneAgain, ledger.Complete("c", third.Id, third.Term));
        Assert.Equal([new RedoneRange(0, "a", "c", 2)], ledger.Redone);
    }

    [Fact]
    public void Dealt_rounds_give_nobody_a_second_range_before_everybody_has_a_first()
    {
        var ledger = Ledger(ranges: 10, dealtRounds: 2);
        ledger.Join("a");
        ledger.Join("b");

        Assert.NotNull(ledger.TryTake("a"));
        Assert.Null(ledger.TryTake("a"));
        Assert.NotNull(ledger.TryTake("b"));
        Assert.NotNull(ledger.TryTake("b"));
        Assert.Null(ledger.TryTake("b"));
        Assert.NotNull(ledger.TryTake("a"));
        Assert.NotNull(ledger.TryTake("a"));
        Assert.NotNull(ledger.TryTake("a"));
    }

    [Fact]
    public void Dealt_rounds_do_not_wait_for_a_worker_whose_lease_ran_out()
    {
        var ledger = Ledger(ranges: 10, dealtRounds: 3);
        ledger.Join("dead");
        ledger.Join("b");
        ledger.TryTake("dead");
        ledger.TryTake("b");
        ledger.TryTake("b");
        Assert.Null(ledger.TryTake("b"));

        _clock.Advance(LeaseTime);

        Assert.NotNull(ledger.TryTake("b"));
    }

    [Fact]
    public async Task WaitForWork_is_true_at_once_while_ranges_are_free()
    {
        Assert.True(await Ledger(ranges: 1).WaitForWorkAsync("a", CancellationToken.None));
    }

    [Fact]
    public async Task WaitForWork_is_false_when_all_is_done()
    {
        var ledger = Ledger(ranges: 1);
        var lease = ledger.TryTake("a")!;
        var waiting = ledger.WaitForWorkAsync("b", CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        ledger.Complete("a", lease.Id, lease.Term);

        Assert.False(await waiting.WaitAsync(Safety));
    }

    [Fact]
    public async Task WaitForWork_ends_when_a_lease_runs_out()
    {
        var ledger = Ledger(ranges: 1);
        ledger.TryTake("a");
        var waiting = ledger.WaitForWorkAsync("b", CancellationToken.None);
        await _clock.WhenPendingTimersAsync(1).WaitAsync(Safety);

        _clock.Advance(LeaseTime + TimeSpan.FromMilliseconds(1));

        Assert.True(await waiting.WaitAsync(Safety));
    }

    [Fact]
    public async Task WaitForWork_ends_when_it_is_the_workers_turn()
    {
        var ledger = Ledger(ranges: 4, dealtRounds: 2);
        ledger.Join("a");
        ledger.Join("b");
        ledger.TryTake("a");
        var waiting = ledger.WaitForWorkAsync("a", CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        ledger.TryTake("b");

        Assert.True(await waiting.WaitAsync(Safety));
    }

    [Fact]
    public async Task WaitForWork_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var ledger = Ledger(ranges: 1);
        ledger.TryTake("a");
        var waiting = ledger.WaitForWorkAsync("b", cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Safety));
    }

    private RangeLedger Ledger(int ranges, int dealtRounds = 0) => new(ranges, LeaseTime, dealtRounds, _clock);
}
