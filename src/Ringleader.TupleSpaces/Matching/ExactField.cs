namespace Ringleader.TupleSpaces.Matching;

/// <summary>Equality, for values that would mean something else in a template.</summary>
internal sealed class ExactField(object? value) : FieldPattern
{
    /// <summary>The value where it would stand for itself anyway, so that it can be looked up; else null.</summary>
    public object? Constant { get; } = FieldMatch.IsPattern(value) ? null : RubyForm.Of(value);

    public override string ToString() => TupleText.Of(value);

    internal override bool Matches(object? candidate) => FieldEquality.Equal(value, candidate);

    internal override object? ToWire() =>
        value is null ? new Remoting.Marshal.RubyClass("NilClass")
        : Constant is not null ? value
        : throw new InvalidTupleException(
            $"The template field 'Exactly({this})' cannot be sent to another process: there the value is a pattern, and matches more than itself. Use a space in this process.");
}
