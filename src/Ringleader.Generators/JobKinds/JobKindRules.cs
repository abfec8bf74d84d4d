using Ringleader.Generators.Diagnostics;

namespace Ringleader.Generators.JobKinds;

/// <summary>Finds names of kinds of jobs that cannot be stored, and those that two types or methods of the assembly claim.</summary>
internal static class JobKindRules
{
    public static IEnumerable<Finding> Check(IEnumerable<JobKindName> names)
    {
        var owners = new Dictionary<string, JobKindName>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!IsValid(name.Name))
            {
                yield return Finding.Of(Rules.JobKindIsInvalid, name.Place, name.Name, name.Owner);
            }
            else if (owners.TryGetValue(name.Name, out var owner))
            {
                if (owner == name)
                {
                    continue; // An alias that repeats the name does no harm.
                }

                yield return Finding.Of(Rules.JobKindIsTaken, name.Place, name.Owner, owner.Owner, name.Name);
            }
            else
            {
                owners.Add(name.Name, name);
            }
        }
    }

    private static bool IsValid(string name) => name.Length is > 0 and <= 100 && name.All(letter => letter
        is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_' or ':');
}
