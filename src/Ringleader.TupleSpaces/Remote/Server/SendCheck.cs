using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>
/// Checks that a tuple can be sent to peers: what one peer has written must not become an error for all that read it. A tuple may be
/// read within the limits and yet be deeper or larger when it is written, as it travels inside answers and events, and as
/// what was linked may be spelled out.
/// </summary>
/// <param name="front">Serves the space; peers are expected to have no smaller limits than its server.</param>
internal sealed class SendCheck(SpaceFront front)
{
    /// <summary>Room for what is around a tuple in an answer.</summary>
    private const int Envelope = 256;

    /// <summary>Checks a tuple before it is accepted.</summary>
    /// <exception cref="InvalidTupleException">It could not be sent.</exception>
    public void Require(SpaceTuple tuple)
    {
        if (Find(tuple) is { } problem)
        {
            throw new InvalidTupleException($"The tuple was refused because it could not be sent back: {problem.Message}", problem);
        }
    }

    /// <summary>Checks a tuple of this process, once.</summary>
    public bool CanSend(SpaceTuple tuple) => ReferenceEquals(tuple.SendableBy, this) || Find(tuple) is null;

    private MarshalException? Find(SpaceTuple tuple)
    {
        try
        {
            // As deep as it ever is: in an event, in the Array of events.
            front.Server.RequireSendable(new object?[] { new[] { front.ToWire(tuple) } }, Envelope);
        }
        catch (MarshalException problem)
        {
            return problem;
        }

        tuple.SendableBy = this;
        return null;
    }
}
