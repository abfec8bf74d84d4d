namespace Ringleader.TupleSpaces;

/// <summary>A template that also knows what to read its tuples as; made by <see cref="Template.Of{T1, T2}"/> and by records. Immutable.</summary>
/// <typeparam name="T">What a tuple that matches becomes.</typeparam>
/// <param name="untyped">What a tuple has to be like.</param>
/// <param name="convert">Reads a tuple that matches; it throws <see cref="InvalidCastException"/> for one that does not fit after all.</param>
public sealed class Template<T>(Template untyped, Func<SpaceTuple, T> convert)
{
    /// <summary>What a tuple has to be like.</summary>
    public Template Untyped { get; } = untyped ?? throw new ArgumentNullException(nameof(untyped));

    private Func<SpaceTuple, T> Converter { get; } = convert ?? throw new ArgumentNullException(nameof(convert));

    /// <summary>Reads a tuple.</summary>
    /// <exception cref="InvalidCastException">A field is of another kind, or does not fit its type.</exception>
    public T Convert(SpaceTuple tuple)
    {
        ArgumentNullException.ThrowIfNull(tuple);
        return Converter(tuple);
    }

    /// <inheritdoc/>
    public override string ToString() => Untyped.ToString();
}
