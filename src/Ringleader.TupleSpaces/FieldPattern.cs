namespace Ringleader.TupleSpaces;

/// <summary>What a field has to be like; made by <see cref="Field"/>. Immutable.</summary>
public abstract class FieldPattern
{
    private protected FieldPattern()
    {
    }

    /// <summary>Whether a value fits. Never throws; called while the space is locked.</summary>
    internal abstract bool Matches(object? value);
}
