namespace Ringleader.TupleSpaces.Matching;

/// <summary>Tuples and templates as Ruby's inspect shows them.</summary>
internal static class TupleText
{
    public static string Of(SpaceTuple tuple) => $"[{string.Join(", ", tuple)}]";

    public static string Of(Template template) => $"[{string.Join(", ", template)}]";
}
