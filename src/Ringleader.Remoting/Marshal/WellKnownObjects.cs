using System.Numerics;

namespace Ringleader.Remoting.Marshal;

/// <summary>Objects of Ruby's own classes that have a node or value of their own in .NET, once they are read as plain objects.</summary>
internal static class WellKnownObjects
{
    /// <summary>The node for an object of a class that has one, or null when it has none or the object is not of the usual form.</summary>
    public static object? Simplify(RubyObject node, bool exact)
    {
        if (node.IsLinked)
        {
            return null;
        }

        return node.ClassName switch
        {
            "Range" => ToRange(node.Variables.Items),
            "Set" when !exact => ToSet(node.Variables.Items),
            "DRb::DRbURIOption" when !exact => ToUriOption(node.Variables.Items),
            _ => null,
        };
    }

    /// <summary>The number for a Rational or Complex, or null for objects of other classes.</summary>
    public static object? Simplify(RubyUserMarshal node)
    {
        if (node.Payload is not object?[] { Length: 2 } parts)
        {
            return null;
        }

        return node.ClassName switch
        {
            "Rational" when ToInteger(parts[0]) is { } numerator && ToInteger(parts[1]) is { } denominator =>
                new RubyRational(numerator, denominator),
            "Complex" when IsReal(parts[0]) && IsReal(parts[1]) => new RubyComplex(parts[0]!, parts[1]!),
            _ => null,
        };
    }

    /// <summary>The text of a String in either mode, or null for anything else.</summary>
    public static string? TextOf(object? value) => value switch
    {
        string text => text,
        RubyString ruby when ruby.TryGetText(out var text) => text,
        _ => null,
    };

    /// <summary>The class that a document begins with, or the empty string.</summary>
    public static string ClassNameOf(ReadOnlySpan<byte> document)
    {
        if (document.Length < 5)
        {
            return string.Empty;
        }

        var position = document[2] == MarshalFormat.InstanceVariables ? 3 : 2;
        var tag = document[position++];
        var hasSymbol = tag is MarshalFormat.Object or MarshalFormat.Struct or MarshalFormat.UserDefined or MarshalFormat.UserMarshal
            or MarshalFormat.Subclass or MarshalFormat.Extended;
        if (hasSymbol && document[position] == MarshalFormat.InstanceVariables && position + 1 < document.Length)
        {
            position++;
        }

        if (!hasSymbol || document[position++] != MarshalFormat.Symbol)
        {
            return string.Empty;
        }

        return RubyEncoding.DecodeUtf8(MarshalFormat.ReadBytes(document, ref position, document.Length)) ?? string.Empty;
    }

    private static RubyRange? ToRange(ReadOnlySpan<KeyValuePair<RubySymbol, object?>> fields) =>
        fields is [{ Key.Name: "excl", Value: bool excludesEnd }, { Key.Name: "begin" } begin, { Key.Name: "end" } end]
            ? new RubyRange(begin.Value, end.Value, excludesEnd)
            : null;

    private static RubyUriOption? ToUriOption(ReadOnlySpan<KeyValuePair<RubySymbol, object?>> fields) =>
        fields is [{ Key.Name: "@option" } only] && TextOf(only.Value) is { } option ? new RubyUriOption(option) : null;

    private static RubySet? ToSet(ReadOnlySpan<KeyValuePair<RubySymbol, object?>> fields)
    {
        if (fields is not [{ Key.Name: "@hash", Value: RubyHash { Default: false } members }])
        {
            return null;
        }

        foreach (var pair in members.Pairs)
        {
            if (pair.Value is not true)
            {
                return null;
            }
        }

        return new RubySet(members);
    }

    private static BigInteger? ToInteger(object? value) => value switch { long small => small, BigInteger big => big, _ => null };

    private static bool IsReal(object? value) => value is long or double or BigInteger or RubyRational;
}
