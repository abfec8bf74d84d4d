using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ringleader.Jobs.Types;

/// <summary>
/// A key that is made of a job's arguments: text in which <c>{Name}</c> stands for the value of that property, and <c>{*}</c> for a hash of
/// all arguments. Immutable and thread-safe.
/// </summary>
internal sealed class KeyTemplate
{
    private const string Everything = "*";

    private readonly IReadOnlyList<Part> _parts;
    private readonly string _what;

    private KeyTemplate(IReadOnlyList<Part> parts, string what) => (_parts, _what) = (parts, what);

    /// <summary>Reads a template.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">The setting it comes from, for errors.</param>
    /// <exception cref="ArgumentException">It is empty, or its braces do not match.</exception>
    public static KeyTemplate Parse(string text, string what)
    {
        var parts = new List<Part>();
        var rest = text.AsSpan();
        while (rest.IndexOf('{') is var open and >= 0 && rest[(open + 1)..].IndexOf('}') is var length and > 0)
        {
            var name = rest.Slice(open + 1, length);
            if (rest[..open].Contains('}') || name.Contains('{'))
            {
                break;
            }

            Add(rest[..open]);
            parts.Add(new(name.ToString(), IsProperty: true));
            rest = rest[(open + length + 2)..];
        }

        if (text.Length == 0 || rest.ContainsAny('{', '}'))
        {
            throw new ArgumentException(
                $"'{text}' in {what} is not a valid key; use text with the names of properties in braces, such as 'user-{{UserId}}', or '{{*}}' for all arguments.", nameof(text));
        }

        Add(rest);
        return new(parts, what);

        void Add(ReadOnlySpan<char> literal)
        {
            if (literal.Length > 0)
            {
                parts.Add(new(literal.ToString(), IsProperty: false));
            }
        }
    }

    /// <summary>The same template, which names properties as they are called in JSON.</summary>
    /// <param name="json">How the arguments are written; null where they are not one object of a type.</param>
    /// <exception cref="InvalidOperationException">The arguments have no such property, or one that is not a single value.</exception>
    public KeyTemplate Complete(JsonTypeInfo? json) => new(
        [.. _parts.Select(part => part.IsProperty && !part.IsEverything ? part with { Text = JsonName(part.Text, json) } : part)], _what);

    /// <summary>The key of a job.</summary>
    /// <param name="arguments">Its arguments, JSON in UTF-8.</param>
    /// <exception cref="ArgumentException">A property is an object or a list.</exception>
    public string Of(ReadOnlyMemory<byte> arguments)
    {
        if (_parts is [{ IsProperty: false } only])
        {
            return only.Text;
        }

        using var document = JsonDocument.Parse(arguments);
        var key = new StringBuilder();
        foreach (var part in _parts)
        {
            key.Append(
                !part.IsProperty ? part.Text
                : part.IsEverything ? Convert.ToHexStringLower(SHA256.HashData(arguments.Span))
                : Value(document.RootElement, part.Text));
        }

        return key.ToString();
    }

    private string Value(JsonElement arguments, string name)
    {
        if (arguments.ValueKind != JsonValueKind.Object || !arguments.TryGetProperty(name, out var value))
        {
            return ""; // A property without a value may be left out of the JSON.
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!, // It is a string.
            JsonValueKind.Null => "",
            JsonValueKind.Object or JsonValueKind.Array => throw new ArgumentException($"The property '{name}' of {_what} is an object or a list; a key needs single values.", nameof(arguments)),
            _ => value.GetRawText(),
        };
    }

    private string JsonName(string name, JsonTypeInfo? json)
    {
        var property = json?.Properties.FirstOrDefault(property => string.Equals((property.AttributeProvider as MemberInfo)?.Name, name, StringComparison.Ordinal))
            ?? json?.Properties.FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{_what} names '{name}', which is not a property of the job's arguments in JSON.");
        return json!.Options.GetTypeInfo(property.PropertyType).Kind == JsonTypeInfoKind.None // Its property was just found.
            ? property.Name
            : throw new InvalidOperationException($"{_what} names '{name}', which is an object or a list; a key needs single values.");
    }

    private sealed record Part(string Text, bool IsProperty)
    {
        public bool IsEverything => IsProperty && string.Equals(Text, Everything, StringComparison.Ordinal);
    }
}
