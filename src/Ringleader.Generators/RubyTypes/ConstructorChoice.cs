using Microsoft.CodeAnalysis;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.RubyTypes;

/// <summary>A constructor, and what each of its parameters is given.</summary>
internal sealed class ConstructorChoice
{
    private readonly Dictionary<IPropertySymbol, IParameterSymbol> _parameters = new(SymbolEqualityComparer.Default);

    private ConstructorChoice(IMethodSymbol constructor) => Constructor = constructor;

    public IMethodSymbol Constructor { get; }

    public IParameterSymbol? Message { get; private set; }

    public IParameterSymbol? Cause { get; private set; }

    private int MatchCount => _parameters.Count + (Message is null ? 0 : 1) + (Cause is null ? 0 : 1);

    public IParameterSymbol? ParameterFor(IPropertySymbol property) =>
        _parameters.TryGetValue(property, out var parameter) ? parameter : null;

    /// <summary>The public constructor that takes the most members, or null when every one asks for something else.</summary>
    public static ConstructorChoice? Best(INamedTypeSymbol type, IReadOnlyList<IPropertySymbol> properties, Compilation compilation) =>
        type.InstanceConstructors
            .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public)
            .Select(constructor => TryMatch(constructor, properties, compilation))
            .OfType<ConstructorChoice>()
            .OrderByDescending(choice => choice.MatchCount)
            .FirstOrDefault();

    private static ConstructorChoice? TryMatch(
        IMethodSymbol constructor, IReadOnlyList<IPropertySymbol> properties, Compilation compilation)
    {
        var choice = new ConstructorChoice(constructor);
        var isException = KnownTypes.IsException(constructor.ContainingType);
        foreach (var parameter in constructor.Parameters)
        {
            var property = properties.FirstOrDefault(candidate =>
                string.Equals(candidate.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            if (parameter.RefKind != RefKind.None)
            {
                return null;
            }

            if (property is not null && compilation.ClassifyCommonConversion(property.Type, parameter.Type).IsImplicit)
            {
                choice._parameters[property] = parameter;
            }
            else if (isException && choice.Message is null && IsMessage(parameter))
            {
                choice.Message = parameter;
            }
            else if (isException && choice.Cause is null && KnownTypes.Is(parameter.Type, "System.Exception"))
            {
                choice.Cause = parameter;
            }
            else if (!parameter.IsOptional)
            {
                return null;
            }
        }

        return choice;
    }

    private static bool IsMessage(IParameterSymbol parameter) =>
        parameter.Type.SpecialType == SpecialType.System_String
        && string.Equals(parameter.Name, "message", StringComparison.OrdinalIgnoreCase);
}
