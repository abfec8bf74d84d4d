using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>A field's value in the type that a caller wants.</summary>
internal static class TupleValue
{
    public static T To<T>(object? value) => value is T wanted ? wanted : RubyConvert.To<T>(value);
}
