using Microsoft.CodeAnalysis;
using Ringleader.Generators.Diagnostics;

namespace Ringleader.Generators.Contracts;

/// <summary>
/// Decides which members share a Ruby name. Overloads are told apart by their number of positional arguments alone. A member
/// of a derived interface hides one of the same name and number in the interfaces it derives from.
/// </summary>
internal sealed class OverloadRules(FindingList findings)
{
    private readonly List<(CallModel Call, ISymbol Member)> _offered = [];

    /// <summary>Takes a call in, most derived interfaces first, and gives it back as offered or hidden.</summary>
    public CallModel Admit(CallModel call, ISymbol member)
    {
        foreach (var (other, otherMember) in _offered)
        {
            if (!string.Equals(other.RubyName, call.RubyName, StringComparison.Ordinal) || !Overlap(other, call))
            {
                continue;
            }

            if (otherMember.ContainingType.AllInterfaces.Contains(member.ContainingType, SymbolEqualityComparer.Default))
            {
                return call with { IsOffered = false };
            }

            findings.Add(Rules.NameIsTaken, member, call.Title, other.Title, call.RubyName);
            return call;
        }

        _offered.Add((call, member));
        return call;
    }

    /// <summary>Keywords leave the number of positional arguments open until they are taken off, so they allow no overloads.</summary>
    private static bool Overlap(CallModel one, CallModel other) =>
        one.HasKeywords || other.HasKeywords
        || (Reaches(one.MaximumArguments, other.MinimumArguments) && Reaches(other.MaximumArguments, one.MinimumArguments));

    private static bool Reaches(int maximum, int minimum) => maximum < 0 || maximum >= minimum;
}
