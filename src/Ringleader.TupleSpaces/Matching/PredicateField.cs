namespace Ringleader.TupleSpaces.Matching;

/// <summary>Code of this process.</summary>
internal sealed class PredicateField<T>(Func<T, bool> predicate) : FieldPattern
{
    internal override bool IsCostly => true;

    public override string ToString() => $"Where<{typeof(T).Name}>";

    internal override bool Matches(object? value)
    {
        try
        {
            return value is T candidate && predicate(candidate);
        }
        catch (Exception)
        {
            // The error is of no use to whoever wrote the tuple: a predicate that throws does not match.
            return false;
        }
    }

    internal override object? ToWire() => throw new InvalidTupleException(
        $"The template field '{this}' cannot be sent to another process: code does not travel. Use a range, a regular expression or a type.");
}
