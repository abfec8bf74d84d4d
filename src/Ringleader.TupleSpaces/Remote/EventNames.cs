using System.Numerics;

namespace Ringleader.TupleSpaces.Remote;

/// <summary>The kinds of events as they are called on the wire. Rinda knows all but <c>lost</c>.</summary>
internal static class EventNames
{
    public const string Write = "write";
    public const string Take = "take";
    public const string Delete = "delete";
    public const string Close = "close";
    public const string Lost = "lost";

    public static string Of(TupleEventKinds kind) => kind switch
    {
        TupleEventKinds.Write => Write,
        TupleEventKinds.Take => Take,
        TupleEventKinds.Delete => Delete,
        TupleEventKinds.Close => Close,
        TupleEventKinds.Lost => Lost,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An event has one kind."),
    };

    /// <summary>The kind of a name; none for a name that is not known.</summary>
    public static TupleEventKinds KindOf(string? name) => name switch
    {
        Write => TupleEventKinds.Write,
        Take => TupleEventKinds.Take,
        Delete => TupleEventKinds.Delete,
        Close => TupleEventKinds.Close,
        Lost => TupleEventKinds.Lost,
        _ => TupleEventKinds.None,
    };

    public static string[] AllOf(TupleEventKinds kinds) =>
        [.. Enum.GetValues<TupleEventKinds>().Where(kind => BitOperations.IsPow2((int)kind) && kinds.HasFlag(kind)).Select(Of)];
}
