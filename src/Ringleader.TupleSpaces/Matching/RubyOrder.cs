using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>Ruby's <c>&lt;=&gt;</c>, by which a Range knows what it holds.</summary>
internal static class RubyOrder
{
    /// <summary>Less than, equal to or greater than 0, or null where the two have no order.</summary>
    public static int? Compare(object? left, object? right)
    {
        var budget = new ComparisonBudget();
        return Compare(left, right, ref budget);
    }

    private static int? Compare(object? left, object? right, ref ComparisonBudget budget)
    {
        if (!budget.TryEnter())
        {
            return null;
        }

        var order = CompareForms(RubyForm.OfReal(left), RubyForm.OfReal(right), ref budget);
        budget.Leave();
        return order;
    }

    private static int? CompareForms(object? left, object? right, ref ComparisonBudget budget)
    {
        if (RubyNumber.TryRead(left, out var number) && RubyNumber.TryRead(right, out var otherNumber))
        {
            return number.CompareTo(otherNumber);
        }

        return (left, right) switch
        {
            (RubySymbol symbol, RubySymbol other) => RubyText.Compare(symbol.Name, other.Name),
            ({ } text, { } other) when RubyText.IsText(text) && RubyText.IsText(other) => RubyText.Compare(text, other),
            ({ } time, { } other) when RubyInstant.IsTime(time) && RubyInstant.IsTime(other) => RubyInstant.Compare(time, other),
            (object?[] items, object?[] others) => CompareItems(items, others, ref budget),
            _ => FieldEquality.Equal(left, right) ? 0 : null,
        };
    }

    private static int? CompareItems(object?[] items, object?[] others, ref ComparisonBudget budget)
    {
        for (var i = 0; i < items.Length && i < others.Length; i++)
        {
            var order = Compare(items[i], others[i], ref budget);
            if (order != 0)
            {
                return order;
            }
        }

        return items.Length.CompareTo(others.Length);
    }
}
