using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>Ruby's <c>&lt;=&gt;</c>, by which a Range knows what it holds.</summary>
internal static class RubyOrder
{
    /// <summary>Less than, equal to or greater than 0, or null where the two have no order.</summary>
    public static int? Compare(object? left, object? right)
    {
        var (one, other) = (RubyForm.OfReal(left), RubyForm.OfReal(right));
        if (RubyNumber.TryRead(one, out var number) && RubyNumber.TryRead(other, out var otherNumber))
        {
            return number.CompareTo(otherNumber);
        }

        return (one, other) switch
        {
            (RubySymbol symbol, RubySymbol otherSymbol) => RubyText.Compare(symbol.Name, otherSymbol.Name),
            ({ } text, { } otherText) when RubyText.IsText(text) && RubyText.IsText(otherText) => RubyText.Compare(text, otherText),
            ({ } time, { } otherTime) when RubyInstant.IsTime(time) && RubyInstant.IsTime(otherTime) => RubyInstant.Compare(time, otherTime),
            _ => FieldEquality.Equal(one, other) ? 0 : null,
        };
    }
}
