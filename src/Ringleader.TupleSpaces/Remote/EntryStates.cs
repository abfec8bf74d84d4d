namespace Ringleader.TupleSpaces.Remote;

/// <summary>The states of an entry as they are called on the wire.</summary>
internal static class EntryStates
{
    public static string NameOf(TupleEntryState state) => state switch
    {
        TupleEntryState.Present => "present",
        TupleEntryState.Leased => "leased",
        _ => "gone",
    };

    public static TupleEntryState Parse(string name) => name switch
    {
        "present" => TupleEntryState.Present,
        "leased" => TupleEntryState.Leased,
        _ => TupleEntryState.Gone,
    };
}
