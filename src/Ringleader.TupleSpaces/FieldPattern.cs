namespace Ringleader.TupleSpaces;

/// <summary>What a field has to be like; made by <see cref="Field"/>. Immutable.</summary>
public abstract class FieldPattern
{
    private protected FieldPattern()
    {
    }

    /// <summary>Whether a value fits. Never throws; called while the space is locked.</summary>
    internal abstract bool Matches(object? value);

    /// <summary>The value that means the same in a template of Ruby's.</summary>
    /// <exception cref="InvalidTupleException">There is none.</exception>
    internal abstract object? ToWire();
}
