namespace Ringleader.TupleSpaces.Matching;

/// <summary>One field of a template against one of a tuple: nil, <c>==</c>, then <c>===</c>, as in rinda.rb Template#match.</summary>
internal static class FieldMatch
{
    /// <summary>True when a field matches exactly the values that are equal to it, so that it can be looked up by its hash.</summary>
    public static bool IsConstant(object? field) => field is not (null or FieldPattern);

    public static bool Matches(object? field, object? value) =>
        field is null || (field is FieldPattern pattern ? pattern.Matches(value) : FieldEquality.Equal(field, value));
}
