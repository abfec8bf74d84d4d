namespace Ringleader.TupleSpaces;

/// <summary>What a field has to be like; made by <see cref="Field"/>. Immutable.</summary>
public abstract class FieldPattern
{
    private protected FieldPattern()
    {
    }

    /// <summary>True when a match may take long or runs code of others, so that it is never tried while a space is locked.</summary>
    internal virtual bool IsCostly => false;

    /// <summary>Whether a value fits.</summary>
    /// <exception cref="InvalidTupleException">It is costly, and has used up its time.</exception>
    internal abstract bool Matches(object? value);

    /// <summary>The value that means the same in a template of Ruby's.</summary>
    /// <exception cref="InvalidTupleException">There is none.</exception>
    internal abstract object? ToWire();
}
