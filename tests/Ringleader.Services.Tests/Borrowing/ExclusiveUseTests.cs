using Ringleader.Conformance.Services;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Tests.Borrowing;

public sealed class ExclusiveUseTests
{
    private const int Borrowers = 8;
    private const int LoansEach = 20;

    [Fact]
    public async Task No_two_borrowers_ever_have_the_same_provider()
    {
        await using var board = await TupleSpaceServer.StartAsync();
        var options = new ServiceRingOptions { RingServers = [board.Uri], CheckPeriod = TimeSpan.FromMilliseconds(50) };
        await using var provider = await ServiceRing.JoinAsync(options);
        var rooms = new[] { new Room(), new Room() };
        foreach (var room in rooms)
        {
            await provider.OfferAsync<IGreeter>("room", room);
        }

        await Task.WhenAll(Enumerable.Range(0, Borrowers).Select(_ => Task.Run(async () =>
        {
            await using var ring = await ServiceRing.JoinAsync(options);
            for (var i = 0; i < LoansEach; i++)
            {
                await using var loan = await ring.BorrowAsync<IGreeter>("room");
                await loan.Service.GreetAsync("");
            }
        })));

        Assert.Equal(Borrowers * LoansEach, rooms.Sum(room => room.Visits));
        Assert.All(rooms, room => Assert.Equal(1, room.MostAtOnce));
        Assert.All(rooms, room => Assert.NotEqual(0, room.Visits));
    }

    [Fact]
    public async Task A_loan_may_last_longer_than_the_leases()
    {
        await using var board = await TupleSpaceServer.StartAsync();
        var options = new ServiceRingOptions { RingServers = [board.Uri], Lease = TimeSpan.FromSeconds(1), CheckPeriod = TimeSpan.FromMilliseconds(100) };
        await using var provider = await ServiceRing.JoinAsync(options);
        await using var borrower = await ServiceRing.JoinAsync(options);
        await using var offer = await provider.OfferAsync<IGreeter>("greeter", new Greeter("Hello"));
        var loan = await borrower.BorrowAsync<IGreeter>("greeter");

        await using var events = await board.Space.WatchAsync([null, null, null, null], lifetime: TimeSpan.FromSeconds(3));
        var first = await events.NextAsync();

        Assert.Equal(TupleEventKinds.Close, first?.Kind);
        Assert.False(loan.LoanLost.IsCancellationRequested);
        await loan.DisposeAsync();
        Assert.Equal(1, await board.Space.CountAsync([null, null, null, null]));
    }

    /// <summary>Counts who is in it.</summary>
    private sealed class Room : IGreeter
    {
        private int _inside;
        private int _most;
        private int _visits;

        public int MostAtOnce => Volatile.Read(ref _most);

        public int Visits => Volatile.Read(ref _visits);

        public async ValueTask<string> GreetAsync(string name)
        {
            var inside = Interlocked.Increment(ref _inside);
            if (inside > Volatile.Read(ref _most))
            {
                Volatile.Write(ref _most, inside);
            }

            await Task.Yield();
            Interlocked.Increment(ref _visits);
            Interlocked.Decrement(ref _inside);
            return "";
        }
    }
}
