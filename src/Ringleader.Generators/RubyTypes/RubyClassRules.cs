using System.Collections.Immutable;
using Ringleader.Generators.Diagnostics;

namespace Ringleader.Generators.RubyTypes;

/// <summary>Finds Ruby classes that two types of the assembly claim.</summary>
internal static class RubyClassRules
{
    public static IEnumerable<Finding> Check(ImmutableArray<RubyTypeResult> results)
    {
        var owners = new Dictionary<string, RubyTypeModel>(StringComparer.Ordinal);
        foreach (var result in results)
        {
            if (result.Model is not { } model)
            {
                continue;
            }

            if (owners.TryGetValue(model.RubyName, out var owner))
            {
                yield return Finding.Of(Rules.RubyClassIsTaken, result.Place, model.SimpleName, owner.SimpleName, model.RubyName);
            }
            else
            {
                owners.Add(model.RubyName, model);
            }
        }
    }
}
