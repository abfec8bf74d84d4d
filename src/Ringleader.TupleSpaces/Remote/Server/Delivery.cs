using Ringleader.Remoting.Contracts;
using Ringleader.TupleSpaces.Leasing;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>
/// Tuples that are taken for good with the reply that has them: when it was sent they are gone, and when it could not be written or
/// sent, or its caller has closed the connection before, they come back, in their old places.
/// </summary>
internal sealed class Delivery(TupleSpace space, IReadOnlyList<TakenTuple> taken) : IReplyObserver
{
    /// <summary>Begins to deliver tuples. Without a call, which is one within this process, they are gone at once.</summary>
    public static void Begin(IncomingCall? call, TupleSpace space, IReadOnlyList<TakenTuple> taken)
    {
        foreach (var tuple in taken)
        {
            space.Leave(tuple);
        }

        var delivery = new Delivery(space, taken);
        if (call is null)
        {
            delivery.Sent();
        }
        else
        {
            call.Observe(delivery);
        }
    }

    public void Sent()
    {
        foreach (var tuple in taken)
        {
            space.Commit(tuple);
        }
    }

    public void NotSent()
    {
        foreach (var tuple in taken)
        {
            space.Return(tuple);
        }
    }
}

/// <summary>A lease whose holder learns of it by the reply: when that is lost, it ends at once and not after its time.</summary>
internal sealed class LeaseDelivery(LeaseTable leases, long id) : IReplyObserver
{
    public void Sent()
    {
        // From now on it is the holder's.
    }

    public void NotSent() => leases.Return(id);
}
