using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ringleader.Generators.Types;

/// <summary>C# literals for constants that are known at compile time.</summary>
internal static class Literals
{
    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The default of an optional parameter, as an expression of its type.</summary>
    public static string OfDefault(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (parameter.ExplicitDefaultValue is not { } value)
        {
            return type.IsReferenceType ? "null!" : $"default({TypeNames.Bare(type)})";
        }

        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        return value is string text ? Of(text) : $"({TypeNames.Bare(type)})({OfNumber(value)})";
    }

    private static string OfNumber(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        char letter => SymbolDisplay.FormatLiteral(letter, quote: true),
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        // A DateTime default needs an attribute that the compiler hands out as a DateTime.
        DateTime time => $"new global::System.DateTime({time.Ticks.ToString(CultureInfo.InvariantCulture)}L)",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
