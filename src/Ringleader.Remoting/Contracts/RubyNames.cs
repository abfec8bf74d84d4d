using System.Text;

namespace Ringleader.Remoting.Contracts;

/// <summary>The rule that turns C# member names into Ruby names. Shared by the source generator and untyped calls.</summary>
internal static class RubyNames
{
    /// <summary><c>UnitPrice</c> becomes <c>unit_price</c>, <c>HTTPServer</c> becomes <c>http_server</c>.</summary>
    public static string ToSnakeCase(string name)
    {
        var result = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var current = name[i];
            if (char.IsUpper(current))
            {
                var startsWord = i > 0 && name[i - 1] != '_'
                    && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
                if (startsWord)
                {
                    result.Append('_');
                }

                result.Append(char.ToLowerInvariant(current));
            }
            else
            {
                result.Append(current);
            }
        }

        return result.ToString();
    }

    /// <summary><c>unit_price</c> becomes <c>UnitPrice</c>.</summary>
    public static string ToPascalCase(string name)
    {
        var result = new StringBuilder(name.Length);
        var upper = true;
        foreach (var current in name)
        {
            if (current == '_')
            {
                upper = true;
                continue;
            }

            result.Append(upper ? char.ToUpperInvariant(current) : current);
            upper = false;
        }

        return result.ToString();
    }

    /// <summary>
    /// The Ruby name of a method or readable property. A boolean <c>IsReady</c> is <c>ready?</c>, a boolean <c>HasItems</c>
    /// or <c>CanRun</c> keeps its verb: <c>has_items?</c>.
    /// </summary>
    public static string OfMember(string name, bool isAsync, bool isBoolean)
    {
        if (isAsync && name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal))
        {
            name = name.Substring(0, name.Length - 5);
        }

        if (isBoolean)
        {
            if (StartsWithWord(name, "Is"))
            {
                return ToSnakeCase(name.Substring(2)) + "?";
            }

            if (StartsWithWord(name, "Has") || StartsWithWord(name, "Can"))
            {
                return ToSnakeCase(name) + "?";
            }
        }

        return ToSnakeCase(name);
    }

    private static bool StartsWithWord(string name, string word) =>
        name.Length > word.Length && name.StartsWith(word, StringComparison.Ordinal) && char.IsUpper(name[word.Length]);
}
