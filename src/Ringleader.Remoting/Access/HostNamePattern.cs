namespace Ringleader.Remoting.Access;

/// <summary>A host name in which the part <c>*</c> stands for one or more parts, as it does in Ruby's acl.rb. Case is ignored.</summary>
internal sealed class HostNamePattern(string[] parts) : AccessPattern
{
    public const string Wildcard = "*";

    public bool Matches(string name) => Matches(parts, name.TrimEnd('.').Split('.'));

    /// <summary>
    /// Walks both lists once and, where they part ways, gives one part more to the last wildcard: at most the product of both
    /// lengths in steps, and a name has at most 127 parts.
    /// </summary>
    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> name)
    {
        int at = 0, nameAt = 0, afterWildcard = -1, resumeAt = 0;
        while (nameAt < name.Length)
        {
            if (at < pattern.Length && pattern[at] is Wildcard)
            {
                afterWildcard = ++at;
                resumeAt = ++nameAt;
            }
            else if (at < pattern.Length && string.Equals(pattern[at], name[nameAt], StringComparison.OrdinalIgnoreCase))
            {
                at++;
                nameAt++;
            }
            else if (afterWildcard >= 0)
            {
                at = afterWildcard;
                nameAt = ++resumeAt;
            }
            else
            {
                return false;
            }
        }

        return at == pattern.Length;
    }
}
