namespace Ringleader.Generators.Types;

/// <summary>Writes the C# expression that turns what arrived into a declared type.</summary>
internal static class WireReading
{
    private const string RubyConvert = "global::Ringleader.Remoting.Marshal.RubyConvert.";
    private const string RemoteConvert = "global::Ringleader.Remoting.Contracts.RemoteConvert.";

    /// <summary>From an expression of type RemoteValue; the common scalars are read without boxing.</summary>
    /// <param name="type">What is wanted.</param>
    /// <param name="value">The expression.</param>
    /// <param name="what">What it is, for the error that nil ends in.</param>
    /// <param name="scope">A name that no other expression of the same block is given; variables begin with it.</param>
    public static string FromValue(WireType type, string value, string what, string scope) =>
        type.Shape == WireShape.Block ? Required(type, value + ".ToBlock()", what)
        : type.Shape == WireShape.Optional ? $"new {type.Name}({FromValue(type.Arguments[0], value, what, scope)})"
        : type.IsFast
            ? Required(type, $"{value}.{type.Converter}()", what)
            : FromObject(type, value + ".ToObject()", what, scope);

    /// <summary>From an expression of type <c>object?</c>.</summary>
    public static string FromObject(WireType type, string value, string what, string scope) => type.Shape switch
    {
        WireShape.Optional => $"new {type.Name}({FromObject(type.Arguments[0], value, what, scope)})",
        WireShape.Scalar => Required(type, $"{RubyConvert}{type.Converter}({value})", what),
        WireShape.Object => Required(type, value, what),
        WireShape.Enum => $"{RubyConvert}ToEnum<{type.Name}>({value})",
        WireShape.Array => Required(type, Collection("ToArray", type, value, what), what),
        WireShape.List or WireShape.Sequence => Required(type, Collection("ToList", type, value, what), what),
        WireShape.Set => Required(type, Collection("ToSet", type, value, what), what),
        WireShape.Dictionary => Required(type, Collection("ToDictionary", type, value, what), what),
        WireShape.Nullable => Collection("ToNullable", type, value, what),
        WireShape.Tuple => Tuple(type, value, what, scope),
        WireShape.Contract => Required(type, $"{RemoteConvert}ToContract<{type.Name}>({value})", what),
        WireShape.Block => Required(type, $"{RemoteConvert}ToBlock({value})", what),
        _ when type.IsValueType => $"{RubyConvert}ToRegistered<{type.Name}>({NotNull(value, what)})",
        _ => Required(type, $"{RubyConvert}ToRegistered<{type.Name}>({value})", what),
    };

    /// <summary>Refuses nil where the declaration has no question mark.</summary>
    public static string Required(WireType type, string expression, string what) =>
        type.IsNullable || type.IsValueType ? expression : NotNull(expression, what);

    private static string NotNull(string expression, string what) => $"{RemoteConvert}NotNull({expression}, {Literals.Of(what)})";

    private static string Collection(string method, WireType type, string value, string what)
    {
        var names = string.Join(", ", type.Arguments.Select(argument => argument.FullName));
        var part = type.Shape == WireShape.Nullable ? what : "an item of " + what;
        var readers = string.Join(
            ", ",
            type.Arguments.Select(argument => "static item => " + FromObject(argument, "item", part, "parts")));
        return $"{RubyConvert}{method}<{names}>({value}, {readers})";
    }

    /// <summary>An Array of just as many elements, each read as its own type. The pattern only gives the array a name.</summary>
    private static string Tuple(WireType type, string value, string what, string scope)
    {
        var parts = type.Arguments.Select((argument, index) => FromObject(
            argument,
            $"{scope}[{index}]",
            $"item {index + 1} of {what}",
            $"{scope}_{index + 1}"));
        var elements = $"{RubyConvert}ToElements({NotNull(value, what)}, {type.Arguments.Count})";
        return $"({elements} is var {scope} ? ({string.Join(", ", parts)}) : default)";
    }
}
