using System.Text.Json;
using Ringleader.Cli.Calling;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Spaces;

/// <summary>
/// Tuples and templates as JSON: an array, or an object for a tuple with keys. In a template null is anything, and
/// <c>{"$type": "Integer"}</c>, <c>{"$range": [1, 10]}</c> and <c>{"$regexp": "^a"}</c> are patterns.
/// </summary>
internal static class TupleJson
{
    private static readonly string[] Modules = ["Comparable", "Enumerable", "Kernel"];

    /// <summary>Reads a tuple.</summary>
    /// <exception cref="WrongUseException">The text is no JSON, no tuple, or holds a pattern.</exception>
    public static SpaceTuple ReadTuple(string text) => Read(text, static element => element.ValueKind == JsonValueKind.Array
        ? SpaceTuple.Create([.. element.EnumerateArray().Select(ReadValue)])
        : SpaceTuple.WithKeys([.. PropertiesOf(element).Select(static property => (property.Name, ReadValue(property.Value)))]));

    /// <summary>Reads a template.</summary>
    /// <exception cref="WrongUseException">The text is no JSON, no template, or holds a pattern that cannot be used.</exception>
    public static Template ReadTemplate(string text) => Read(text, static element => element.ValueKind == JsonValueKind.Array
        ? Template.Create([.. element.EnumerateArray().Select(ReadField)])
        : Template.WithKeys([.. PropertiesOf(element).Select(static property => (property.Name, ReadField(property.Value)))]));

    /// <summary>The tuple on one line, in a form that <see cref="ReadTuple"/> understands.</summary>
    public static string Write(SpaceTuple tuple) => JsonResult.WriteReadable(ValueOf(tuple));

    /// <summary>The tuple as the value that stands for it in JSON.</summary>
    public static object ValueOf(SpaceTuple tuple)
    {
        if (tuple.Keys is not { } keys)
        {
            return tuple.ToArray();
        }

        var hash = new RubyHash(keys.Count);
        foreach (var key in keys)
        {
            hash.Add(key, tuple[key]);
        }

        return hash;
    }

    private static T Read<T>(string text, Func<JsonElement, T> convert)
        where T : class
    {
        try
        {
            return JsonValue.TryRead(text, convert, out var result, out var error)
                ? result! // read, so there is one
                : throw new WrongUseException($"The tuple '{text}' cannot be read. {error}");
        }
        catch (InvalidTupleException error)
        {
            throw new WrongUseException(error.Message);
        }
        catch (ArgumentException error)
        {
            throw WrongUseException.Of(error);
        }
    }

    private static JsonElement.ObjectEnumerator PropertiesOf(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject()
        : throw new FormatException("Write it as a JSON array, or as an object for a tuple with keys.");

    private static object? ReadValue(JsonElement element) => PatternName(element) is { } name
        ? throw new FormatException($"{name} is a pattern: it belongs into a template, not into a tuple that is written.")
        : JsonValue.Convert(element);

    private static object? ReadField(JsonElement element)
    {
        if (PatternName(element) is not { } name)
        {
            return JsonValue.Convert(element);
        }

        return (name, JsonValue.Convert(element.GetProperty(name))) switch
        {
            ("$type", string type) when Modules.Contains(type, StringComparer.Ordinal) => new RubyModule(type),
            ("$type", string type) => new RubyClass(type),
            ("$range", object?[] and [var least, var most]) => Field.Between(least, most),
            ("$regexp", string pattern) => Field.Matching(pattern),
            _ => throw new FormatException("""Patterns are {"$type": "Integer"}, {"$range": [1, 10]}, with null for an open side, and {"$regexp": "^a"}."""),
        };
    }

    /// <summary>The only member of an object that stands for a pattern; null for all other values.</summary>
    private static string? PatternName(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.EnumerateObject().ToArray() is [{ Name: "$type" or "$range" or "$regexp" } only] ? only.Name : null;
}
