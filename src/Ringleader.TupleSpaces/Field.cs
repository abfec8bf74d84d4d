using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces;

/// <summary>The patterns that a field of a <see cref="Template"/> can be.</summary>
public static class Field
{
    /// <summary>Anything; the same as null in a template, where that reads badly.</summary>
    public static FieldPattern Any { get; } = new AnyField();

    /// <summary>A value equal to this one, even where the value itself would be a pattern or null.</summary>
    public static FieldPattern Exactly(object? value) => throw new NotImplementedException();

    /// <summary>A value of a .NET type, or of the Ruby class that it stands for: <c>int</c> and <c>long</c> are Integer, <c>string</c> is String.</summary>
    public static FieldPattern OfType<T>() => throw new NotImplementedException();

    /// <summary>A value between two, both included: Ruby's <c>1..10</c>.</summary>
    /// <param name="least">The least; null for no lower bound.</param>
    /// <param name="most">The most; null for no upper bound.</param>
    public static FieldPattern Between<T>(T? least, T? most)
        where T : IComparable<T> => throw new NotImplementedException();

    /// <summary>Text, or a Symbol, in which a regular expression is found.</summary>
    /// <param name="pattern">In the syntax that .NET and Ruby share.</param>
    public static FieldPattern Matching(string pattern) => throw new NotImplementedException();

    /// <summary>A reference to an object of another process. Rinda's DRbObjectTemplate.</summary>
    /// <param name="uri">The address of its server; null for any.</param>
    /// <param name="id">Its id there; null for any.</param>
    public static FieldPattern Reference(string? uri = null, object? id = null) => throw new NotImplementedException();

    /// <summary>A value that a predicate likes. In process only: code does not travel.</summary>
    /// <param name="predicate">Quick and without side effects: it is called while the space is locked. A false also for values of other types.</param>
    public static FieldPattern Where<T>(Func<T, bool> predicate) => throw new NotImplementedException();
}
