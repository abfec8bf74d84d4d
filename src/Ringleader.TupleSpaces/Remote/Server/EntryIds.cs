using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>
/// Entries travel as the ids that the space gives them, so that a reference to one costs nothing here and stays good for as long
/// as the tuple is there. They can be guessed; whoever may call the space may take every tuple anyway.
/// </summary>
/// <param name="space">The space.</param>
/// <param name="front">Serves it.</param>
/// <param name="others">The ids of everything else.</param>
internal sealed class EntryIds(TupleSpace space, SpaceFront front, IObjectIdConverter others) : IObjectIdConverter
{
    public object ToId(object value) => value is ServedEntry entry ? entry.Id : others.ToId(value);

    public object ToObject(object id) => id is long number && space.TryResolve(number, out var entry)
        ? new ServedEntry(front, entry, number)
        : others.ToObject(id);
}
