using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>Which Ruby classes and modules a value is a kind of: <c>Module#===</c>.</summary>
/// <remarks>
/// The ancestors of Ruby's own classes are known here. An object of another class is a kind of that class and of Object; what
/// its class derives from does not travel. An object that only this process knows is to its peers a DRb::DRbObject.
/// </remarks>
internal static class RubyAncestry
{
    public static bool IsKindOf(object? value, string name) => name is "Object" or "Kernel" or "BasicObject" || IsNamed(value, name);

    private static bool IsNamed(object? value, string name) => value switch
    {
        RubySubclass node => Is(name, node.ClassName) || IsNamed(node.Value, name),
        RubyExtended node => node.ModuleNames.Contains(name, StringComparer.Ordinal) || IsNamed(node.Value, name),
        RubyAnnotated node => IsNamed(node.Value, name),
        _ => IsForm(RubyForm.Of(value), name),
    };

    private static bool IsForm(object? form, string name) => form switch
    {
        null => name is "NilClass",
        true => name is "TrueClass",
        false => name is "FalseClass",
        RubySymbol => name is "Symbol" or "Comparable",
        string or RubyString or byte[] => name is "String" or "Comparable",
        _ when RubyNumber.IsInteger(form) => name is "Integer" or "Numeric" or "Comparable",
        double or float or Half => name is "Float" or "Numeric" or "Comparable",
        object?[] => name is "Array" or "Enumerable",
        RubyHash => name is "Hash" or "Enumerable",
        RubyRational => name is "Rational" or "Numeric" or "Comparable",
        RubyComplex => name is "Complex" or "Numeric" or "Comparable",
        decimal or RubyUserDefined { ClassName: "BigDecimal" } => name is "BigDecimal" or "Numeric" or "Comparable",
        DateTimeOffset or RubyTime => name is "Time" or "Comparable",
        RubySet => name is "Set" or "Enumerable",
        RubyRange => name is "Range" or "Enumerable",
        RubyRegexp => name is "Regexp",
        RubyClass => name is "Class" or "Module",
        RubyModule => name is "Module",
        RubyStruct node => name is "Struct" or "Enumerable" || Is(name, node.ClassName),
        RubyObject node => Is(name, node.ClassName) || (node.IsException && name is "Exception"),
        RubyUserDefined node => Is(name, node.ClassName),
        RubyUserMarshal node => Is(name, node.ClassName),
        UnknownObject node => Is(name, node.Name) || name is "DRb::DRbUnknown",
        _ => name is "DRb::DRbObject",
    };

    private static bool Is(string name, string className) => string.Equals(name, className, StringComparison.Ordinal);
}
