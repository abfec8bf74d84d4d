using Ringleader.Remoting;

namespace Ringleader.Cli.Calling;

/// <summary>The arguments of a call, out of the words of the command line.</summary>
internal static class CallArguments
{
    /// <summary>The positional arguments and, where there are any, the keywords as their last.</summary>
    /// <exception cref="WrongUseException">A word is no JSON, or no keyword.</exception>
    public static object?[] Read(IReadOnlyList<string> positional, IReadOnlyList<string> keywords)
    {
        var values = new List<object?>(positional.Count + 1);
        for (var i = 0; i < positional.Count; i++)
        {
            values.Add(ReadJson(positional[i], $"Argument {i + 1}"));
        }

        if (keywords.Count > 0)
        {
            values.Add(ReadKeywords(keywords));
        }

        return [.. values];
    }

    private static KeywordArguments ReadKeywords(IReadOnlyList<string> keywords)
    {
        var result = new KeywordArguments();
        foreach (var keyword in keywords)
        {
            var equals = keyword.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new WrongUseException($"'{keyword}' is no keyword argument. Write it as --kw name=JSON.");
            }

            var name = keyword[..equals];
            if (result.TryGetValue(name, out _))
            {
                throw new WrongUseException($"The keyword '{name}' is given twice.");
            }

            result.Add(name, ReadJson(keyword[(equals + 1)..], $"Keyword '{name}'"));
        }

        return result;
    }

    private static object? ReadJson(string text, string what)
    {
        if (JsonValue.TryRead(text, out var value, out var error))
        {
            return value;
        }

        if (text.StartsWith("--", StringComparison.Ordinal))
        {
            throw new WrongUseException($"There is no option '{text}'. Try: ringleader call --help");
        }

        throw new WrongUseException($"{what} is no JSON: '{text}'. {error}");
    }
}
