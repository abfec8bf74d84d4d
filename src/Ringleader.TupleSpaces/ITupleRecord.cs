namespace Ringleader.TupleSpaces;

/// <summary>A value that can be written as a tuple and read from one; <see cref="TupleRecordAttribute"/> makes a record one.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ITupleRecord<TSelf>
    where TSelf : ITupleRecord<TSelf>
{
    /// <summary>The value that a tuple holds.</summary>
    /// <exception cref="InvalidCastException">The tuple is of another shape, or a field of another kind.</exception>
    static abstract TSelf FromTuple(SpaceTuple tuple);

    /// <summary>The tuple that holds the value.</summary>
    SpaceTuple ToTuple();
}
