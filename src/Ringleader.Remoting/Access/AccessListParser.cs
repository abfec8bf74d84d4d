namespace Ringleader.Remoting.Access;

/// <summary>Reads the pairs of words of Ruby's <c>ACL.new</c> (drb/acl.rb).</summary>
internal static class AccessListParser
{
    public static List<AccessRule> Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var rules = new List<AccessRule>(words.Length / 2);
        for (var index = 0; index < words.Length; index += 2)
        {
            var isAllow = IsAllow(words[index]);
            if (index + 1 == words.Length)
            {
                throw new FormatException(
                    $"Access list entry '{words[index]}' has no pattern. Write '{words[index]} all', or an address after it.");
            }

            rules.Add(isAllow ? AccessRule.Allow(words[index + 1]) : AccessRule.Deny(words[index + 1]));
        }

        return rules;
    }

    private static bool IsAllow(string keyword)
    {
        if (string.Equals(keyword, "allow", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return string.Equals(keyword, "deny", StringComparison.OrdinalIgnoreCase)
            ? false
            : throw new FormatException(
                $"Access list entry '{keyword}' is neither 'allow' nor 'deny'. Write pairs such as 'deny all allow 10.0.0.0/8'.");
    }
}
