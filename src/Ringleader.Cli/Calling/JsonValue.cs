using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Cli.Calling;

/// <summary>Turns JSON into the values that Ruby knows: integers of any size, Floats, Strings, Arrays and Hashes with String keys.</summary>
internal static class JsonValue
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>False with one or two sentences that help, when the text is no JSON or has no Ruby form.</summary>
    public static bool TryRead(string text, out object? value, [NotNullWhen(false)] out string? error) =>
        TryRead(text, Convert, out value, out error);

    /// <summary>The same, with another way to turn the document into a value; it refuses one with a <see cref="FormatException"/>.</summary>
    public static bool TryRead<T>(string text, Func<JsonElement, T> convert, [MaybeNull] out T value, [NotNullWhen(false)] out string? error)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            value = convert(document.RootElement);
            error = null;
            return true;
        }
        catch (JsonException reason)
        {
            error = LooksLikeText(text) ? $"Quote a string twice: '\"{text}\"'." : OneLine.Of(reason.Message);
        }
        catch (FormatException reason)
        {
            error = reason.Message;
        }
        catch (InvalidOperationException)
        {
            // The parser looks into strings only when they are read.
            error = "A string has half of a surrogate pair.";
        }

        value = default;
        return false;
    }

    /// <summary>One element; what has no Ruby form is a <see cref="FormatException"/>.</summary>
    public static object? Convert(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => ConvertNumber(element.GetRawText()),
        JsonValueKind.Array => element.EnumerateArray().Select(Convert).ToArray(),
        _ => ConvertObject(element),
    };

    private static object ConvertNumber(string text)
    {
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
                ? (object)integer
                : BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? number : throw new FormatException($"The number {text} is too large for a Float.");
    }

    private static object ConvertObject(JsonElement element)
    {
        var properties = element.EnumerateObject().ToArray();
        if (properties is [{ Value.ValueKind: JsonValueKind.String } only])
        {
            switch (only.Name)
            {
                case "$symbol":
                    return RubySymbol.Of(only.Value.GetString()!); // a string, as matched above
                case "$binary":
                    return only.Value.TryGetBytesFromBase64(out var bytes) ? bytes : throw new FormatException("The text of $binary is no base64.");
                case "$hex":
                    return ConvertHex(only.Value.GetString()!); // a string, as matched above
                default:
                    break;
            }
        }

        var hash = new RubyHash(properties.Length);
        foreach (var property in properties)
        {
            hash.Add(property.Name, Convert(property.Value));
        }

        return hash;
    }

    /// <summary>An Integer in hexadecimal digits, with a minus in front where it is negative.</summary>
    private static BigInteger ConvertHex(string text)
    {
        var isNegative = text.StartsWith('-');

        // The zero in front keeps the first digit from being read as a sign.
        if (!BigInteger.TryParse(string.Concat("0", isNegative ? text.AsSpan(1) : text), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var integer))
        {
            throw new FormatException("The text of $hex is not a hexadecimal number.");
        }

        return isNegative ? -integer : integer;
    }

    /// <summary>A word that no JSON begins with was most likely meant as a string.</summary>
    private static bool LooksLikeText(string text) => text.Length > 0 && (char.IsLetter(text[0]) || text[0] is ':' or '/' or '_' or '@' or '#');
}
