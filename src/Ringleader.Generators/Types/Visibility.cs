using Microsoft.CodeAnalysis;

namespace Ringleader.Generators.Types;

internal static class Visibility
{
    /// <summary>Whether any code of the same assembly can name the type.</summary>
    public static bool IsNameable(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal
                || current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }
}
