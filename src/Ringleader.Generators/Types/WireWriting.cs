namespace Ringleader.Generators.Types;

/// <summary>Writes the C# expression that picks the right overload of a Write or Return method for a declared type.</summary>
internal static class WireWriting
{
    /// <summary>For calls, which have overloads for bool, int, long, double, string and object.</summary>
    /// <param name="type">The declared type.</param>
    /// <param name="value">A variable; it may occur twice in the result.</param>
    public static string OfCall(WireType type, string value) => type switch
    {
        { Shape: WireShape.Optional } => OfCall(type.Arguments[0], value + ".Value"),
        { IsFast: true } => value,
        { Converter: "ToSByte" or "ToByte" or "ToInt16" or "ToUInt16" } => $"(int){value}",
        _ => OfOther(type, value),
    };

    /// <summary>For members, which have overloads for bool, long, double, string and object.</summary>
    public static string OfMember(WireType type, string value) => type switch
    {
        { Converter: "ToSByte" or "ToByte" or "ToInt16" or "ToUInt16" or "ToInt32" } => $"(long){value}",
        { IsFast: true } => value,
        _ => OfOther(type, value),
    };

    private static string OfOther(WireType type, string value) => type switch
    {
        { Converter: "ToUInt32" } => $"(long){value}",
        { Converter: "ToSingle" } => $"(double){value}",
        { Shape: WireShape.Sequence } => $"(object?)({value} is null ? null : global::System.Linq.Enumerable.ToArray({value}))",
        _ => $"(object?){value}",
    };
}
