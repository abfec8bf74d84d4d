using Ringleader.TupleSpaces.Changes;

namespace Ringleader.TupleSpaces.Expiry;

/// <summary>A renewer that counts in the share of its owner while a term has it.</summary>
internal interface ISharedRenewer : ITupleRenewer
{
    /// <summary>How many of the owner's are asked at once, so that the slow ones of one owner hold up only its own.</summary>
    SemaphoreSlim Gate { get; }

    void Attach();

    void Detach();
}

/// <summary>
/// How long something stays. When it is due it is over, or its renewer is asked; while the renewer thinks, it goes on. A new lifetime
/// makes a new term. Guarded by the space's lock.
/// </summary>
internal abstract class Term : WheelTimer
{
    private readonly Renewals _renewals;

    protected Term(Renewals renewals, TimeSpan dueAt, ITupleRenewer? renewer)
    {
        _renewals = renewals;
        DueAt = dueAt;
        Renewer = renewer;
        (renewer as ISharedRenewer)?.Attach();
    }

    /// <summary>Null when the term is over once it is due.</summary>
    public ITupleRenewer? Renewer { get; private set; }

    /// <summary>What the renewer is shown.</summary>
    public abstract SpaceTuple Subject { get; }

    /// <summary>False when it was replaced, or what had it is gone.</summary>
    public abstract bool IsInForce { get; }

    public bool IsOver(TimeSpan now) => Renewer is null && DueAt <= now;

    /// <summary>Takes the renewer's answer.</summary>
    public void Extend(TimeSpan dueAt, ITupleRenewer? renewer)
    {
        if (renewer is null)
        {
            Drop();
        }

        (DueAt, Renewer) = (dueAt, renewer);
    }

    /// <summary>Lets go of the renewer, which is not asked any more.</summary>
    public void Drop() => (Renewer as ISharedRenewer)?.Detach();

    /// <summary>Ends what has the term, because its time is over.</summary>
    public abstract void End(ref Aftermath aftermath);

    internal sealed override void OnDue(ref Aftermath aftermath)
    {
        if (Renewer is null)
        {
            End(ref aftermath);
        }
        else
        {
            aftermath.Add(this);
        }
    }

    internal sealed override void Run() => _renewals.Begin(this);
}
