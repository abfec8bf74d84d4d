namespace Ringleader.Generators.Naming;

/// <summary>What Ruby accepts as a name. Only ASCII: that is the encoding of method names on the wire.</summary>
internal static class RubyGrammar
{
    private static readonly HashSet<string> Operators = new(
        "[] []= + - * / % ** < <= > >= << >> & | ^ ~ +@ -@ ! != == === =~ !~ <=> `".Split(' '),
        StringComparer.Ordinal);

    /// <summary>identifier ("?" | "!" | "=")? | operator.</summary>
    public static bool IsMethod(string name)
    {
        if (Operators.Contains(name))
        {
            return true;
        }

        var hasSuffix = name.Length > 1 && name[name.Length - 1] is '?' or '!' or '=';
        return IsIdentifier(hasSuffix ? name.Substring(0, name.Length - 1) : name);
    }

    /// <summary>(letter | "_") (letter | digit | "_")*.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !IsDigit(name[0]) && name.All(IsWord);

    /// <summary>constant ("::" constant)*, each with a capital first letter.</summary>
    public static bool IsClassPath(string name) =>
        name.Split(["::"], StringSplitOptions.None).All(part => IsIdentifier(part) && part[0] is >= 'A' and <= 'Z');

    private static bool IsWord(char value) => value is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' || IsDigit(value);

    private static bool IsDigit(char value) => value is >= '0' and <= '9';
}
