using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>One field of a template against one of a tuple: nil, <c>==</c>, then <c>===</c>, as in rinda.rb Template#match.</summary>
/// <remarks>
/// A field is compiled once: to null for anything, to a <see cref="FieldPattern"/>, or to a constant. Patterns are those of
/// <see cref="Field"/> and the values whose <c>===</c> is more than equality in Ruby, which templates of Ruby peers hold as
/// they are: classes, modules, Ranges, Regexps, Sets and Rinda::DRbObjectTemplate. Nothing nested in an Array is a pattern.
/// </remarks>
internal static class FieldMatch
{
    /// <summary>True when a compiled field matches exactly the values that are equal to it, so that it can be looked up by its hash.</summary>
    public static bool IsConstant(object? field) => field is not (null or FieldPattern);

    /// <summary>
    /// True when a compiled field is not to be compared while a space is locked: a costly pattern, and a value that holds others, of
    /// which there may be many. It is screened by its hash all the same.
    /// </summary>
    public static bool IsCostly(object? field) => field switch
    {
        null or string or RubySymbol or long or int or bool or double or RubyString or byte[] => false,
        FieldPattern pattern => pattern.IsCostly,
        object?[] or RubyHash or RubySet or RubyStruct or RubyObject or RubyRange or RubyUserMarshal or RubyAnnotated or RubySubclass or RubyExtended => true,
        _ => false,
    };

    /// <summary>Whether a value fits a compiled field. Throws only for what is costly.</summary>
    public static bool Matches(object? field, object? value) =>
        field is null || (field is FieldPattern pattern ? pattern.Matches(value) : FieldEquality.Equal(field, value));

    /// <summary>What a field of a template means.</summary>
    /// <param name="field">The field.</param>
    /// <param name="budget">For regular expressions; their own when null.</param>
    /// <exception cref="InvalidTupleException">It is a pattern that cannot be used here.</exception>
    public static object? Compile(object? field, MatchBudget? budget = null)
    {
        switch (field)
        {
            case null or string or RubySymbol or long or int or bool or double:
                return field;
            case AnyField:
                return null;
            case ExactField { Constant: { } constant }:
                return constant;
            case FieldPattern:
                return field;
        }

        var form = RubyForm.Of(field);
        return (object?)PatternOf(form, budget) ?? form;
    }

    /// <summary>True for values that would be a pattern, and so have to be wrapped to stand for themselves.</summary>
    public static bool IsPattern(object? value) => RubyForm.Of(value) is var form && (form is null or FieldPattern || PatternOf(form, null) is not null);

    private static FieldPattern? PatternOf(object? form, MatchBudget? budget) => form switch
    {
        RubyClass node => new KindField(node, node.Name),
        RubyModule node => new KindField(node, node.Name),
        RubyRange node => new RangeField(node),
        RubyRegexp node => new RegexpField(node, budget),
        RubySet node => new SetField(node),
        RubyObject { ClassName: ReferenceField.ClassName } node => new ReferenceField(node, budget),
        _ => null,
    };
}
