using Ringleader.Remoting.Listening;
using Ringleader.Testing;

namespace Ringleader.Remoting.Tests.Listening;

public sealed class ByteBudgetTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void An_address_gets_no_more_than_its_limit()
    {
        var budget = new ByteBudget(1000, 100, _clock);
        var first = budget.Open(1);
        var second = budget.Open(1);

        Assert.True(first.TryReserve(60));
        Assert.False(second.TryReserve(50));
        Assert.True(second.TryReserve(40));
        Assert.True(budget.Open(2).TryReserve(100));
        Assert.Equal(200, budget.Used);
    }

    [Fact]
    public void Greedy_addresses_leave_something_to_the_next()
    {
        var budget = new ByteBudget(1000, 1000, _clock);

        var got = Enumerable.Range(0, 4).Select(address => Drain(budget.Open((UInt128)address))).ToArray();

        Assert.Equal([500, 250, 125, 62], got);
        Assert.InRange(budget.Used, 0, 1000);
    }

    [Fact]
    public void Bytes_that_are_returned_can_be_reserved_again()
    {
        var budget = new ByteBudget(1000, 100, _clock);
        var account = budget.Open(1);
        account.TryReserve(100);

        account.Return(100);

        Assert.Equal(0, budget.Used);
        Assert.True(account.TryReserve(100));
    }

    [Fact]
    public async Task Reservations_wait_in_order_until_bytes_come_back()
    {
        var budget = new ByteBudget(1000, 100, _clock);
        var holder = budget.Open(1);
        holder.TryReserve(100);
        var large = budget.Open(1).ReserveAsync(90, Limit).AsTask();
        var small = budget.Open(1).ReserveAsync(10, Limit).AsTask();

        holder.Return(50);
        Assert.False(large.IsCompleted);
        Assert.False(small.IsCompleted); // behind the large one, which would starve otherwise
        Assert.Equal(2, budget.Waiting);
        holder.Return(50);

        Assert.True(await large);
        Assert.True(await small);
        Assert.Equal(100, budget.Used);
    }

    [Fact]
    public async Task An_address_that_waits_does_not_hold_up_others()
    {
        var budget = new ByteBudget(1000, 100, _clock);
        budget.Open(1).TryReserve(100);
        var stuck = budget.Open(1).ReserveAsync(10, Limit).AsTask();
        var holder = budget.Open(2);
        holder.TryReserve(100);
        var next = budget.Open(2).ReserveAsync(50, Limit).AsTask();

        holder.Return(50);

        Assert.True(await next);
        Assert.False(stuck.IsCompleted);
    }

    [Fact]
    public async Task A_wait_ends_after_its_time()
    {
        var budget = new ByteBudget(1000, 100, _clock);
        var holder = budget.Open(1);
        holder.TryReserve(100);
        var waiting = budget.Open(1).ReserveAsync(10, Limit).AsTask();

        _clock.Advance(Limit);

        Assert.False(await waiting);
        holder.Return(100);
        Assert.Equal(0, budget.Used); // nobody takes bytes that he no longer waits for
        Assert.Equal(0, budget.Waiting);
    }

    [Fact]
    public async Task What_would_wait_for_itself_is_refused_at_once()
    {
        var budget = new ByteBudget(1000, 100, _clock);
        var account = budget.Open(1);
        account.TryReserve(60);

        Assert.False(await account.ReserveAsync(60, Timeout.InfiniteTimeSpan));
        Assert.False(await budget.Open(2).ReserveAsync(101, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Closing_an_account_gives_its_bytes_back_and_ends_its_wait()
    {
        var budget = new ByteBudget(1000, 100, _clock);
        var holder = budget.Open(1);
        holder.TryReserve(100);
        var waiter = budget.Open(1);
        var waiting = waiter.ReserveAsync(10, Limit).AsTask();

        waiter.Dispose();
        holder.Dispose();
        holder.Dispose();
        holder.Return(100);

        Assert.False(await waiting);
        Assert.Equal(0, budget.Used);
        Assert.False(holder.TryReserve(1));
    }

    [Fact]
    public async Task Reservations_of_many_threads_add_up_and_stay_within_the_limits()
    {
        var budget = new ByteBudget(1000, 300, TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var round = 0; round < 500; round++)
            {
                var bytes = 1 + ((worker + round) % 200);
                using var account = budget.Open((UInt128)(worker % 3));
                Assert.True(await account.ReserveAsync(bytes, TimeSpan.FromSeconds(60)));
                account.Return(bytes);
            }
        })));

        Assert.Equal(0, budget.Used);
        Assert.InRange(budget.Peak, 1, 1000);
    }

    private static int Drain(ByteAccount account)
    {
        var got = 0;
        while (account.TryReserve(1))
        {
            got++;
        }

        return got;
    }
}
