namespace Ringleader.TupleSpaces.Changes;

/// <summary>Something that a change leaves to be done once the space is unlocked, such as waking a caller. At most one at a time for each object.</summary>
internal abstract class Deferred
{
    internal Deferred? Following { get; set; }

    /// <summary>Does it. Called once, without the lock; never throws.</summary>
    internal abstract void Run();
}
