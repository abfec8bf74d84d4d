using Ringleader.Remoting.Listening;
using Ringleader.Remoting.Protocol;

namespace Ringleader.Remoting.Tests.Protocol;

public sealed class ReceiveBufferTests
{
    private const int Megabyte = 1024 * 1024;
    private readonly ByteBudget _budget = new(64 * Megabyte, 32 * Megabyte, TimeProvider.System);

    [Fact]
    public void A_declared_length_is_paid_for_and_costs_memory_only_as_bytes_arrive()
    {
        using var buffer = new ReceiveBuffer(_budget.Open(1));

        Assert.True(buffer.TryAllow(4_000_000));
        Receive(buffer, 100);

        Assert.Equal((4 * Megabyte) + 4_000_000, _budget.Used);
        Assert.InRange(buffer.Size, 100, 16 * 1024);
        Receive(buffer, 300_000);
        Assert.InRange(buffer.Size, 300_100, Megabyte);
    }

    [Fact]
    public void It_never_grows_beyond_the_message_that_arrives()
    {
        using var buffer = new ReceiveBuffer(_budget.Open(1));
        Assert.True(buffer.TryAllow(900_000));

        Receive(buffer, 900_000);

        Assert.Equal(Megabyte, buffer.Size);
    }

    [Fact]
    public void What_a_large_message_needed_is_given_back_with_it()
    {
        using var buffer = new ReceiveBuffer(_budget.Open(1));
        buffer.TryAllow(900_000);
        Receive(buffer, 900_003); // and the first bytes of the next

        buffer.Consume(900_000);

        Assert.Equal(0, _budget.Used);
        Assert.InRange(buffer.Size, 1, 16 * 1024);
        Assert.Equal(new byte[] { 7, 7, 7 }, buffer.Unread.ToArray());
    }

    [Fact]
    public void Small_messages_cost_nothing()
    {
        using var buffer = new ReceiveBuffer(_budget.Open(1));

        Assert.True(buffer.TryAllow(16 * 1024));
        Receive(buffer, 16 * 1024);

        Assert.Equal(0, _budget.Used);
        Assert.Equal(16 * 1024, buffer.UnreadLength);
    }

    [Fact]
    public void A_message_that_cannot_be_paid_for_is_not_allowed()
    {
        using var buffer = new ReceiveBuffer(_budget.Open(1));

        Assert.False(buffer.TryAllow(40 * Megabyte));

        Assert.Equal(0, _budget.Used);
    }

    [Fact]
    public void Disposing_gives_everything_back()
    {
        var buffer = new ReceiveBuffer(_budget.Open(1));
        buffer.TryAllow(900_000);

        buffer.Dispose();

        Assert.Equal(0, _budget.Used);
    }

    private static void Receive(ReceiveBuffer buffer, int count)
    {
        while (count > 0)
        {
            var free = buffer.Free().Span;
            var taken = Math.Min(count, free.Length);
            free[..taken].Fill(7);
            buffer.Received(taken);
            count -= taken;
        }
    }
}
