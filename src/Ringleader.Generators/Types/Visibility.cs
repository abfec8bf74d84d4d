using Microsoft.CodeAnalysis;

namespace Ringleader.Generators.Types;

internal static class Visibility
{
    /// <summary>Whether any code of the same assembly can name the type.</summary>
    public static bool IsNameable(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            var isWide = current.DeclaredAccessibility
                is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
            if (!isWide || current.IsFileLocal)
            {
                return false;
            }
        }

        return true;
    }
}
