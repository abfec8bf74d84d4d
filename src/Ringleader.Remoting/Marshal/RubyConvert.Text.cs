using System.Globalization;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting.Marshal;

/// <content>Text, bytes, and what has a textual or symbolic form.</content>
public static partial class RubyConvert
{
    /// <summary>A String or Symbol, or null for nil. A binary String is text when it is ASCII.</summary>
    public static string? ToText(object? value)
    {
        switch (Plain(value))
        {
            case null:
                return null;
            case string text:
                return text;
            case RubySymbol symbol:
                return symbol.Name;
            case RubyString ruby when TextOf(ruby) is { } text:
                return text;
            case byte[] bytes when TextOf(bytes) is { } text:
                return text;
            case byte[]:
                throw new MarshalException("A binary String came where text was wanted. Ask for bytes, or let the peer force the encoding.");
            default:
                throw Refused(value, "a String");
        }
    }

    /// <summary>A String of exactly one UTF-16 code unit.</summary>
    public static char ToChar(object? value) => ToText(value) is [var letter] ? letter : throw Refused(value, "a String of one character");

    /// <summary>The bytes of a String in any encoding, or null for nil.</summary>
    public static byte[]? ToBytes(object? value)
    {
        switch (Plain(value))
        {
            case null:
                return null;
            case byte[] bytes:
                return bytes;
            case string text:
                ConversionBudget.TakeBytes(text.Length);
                return System.Text.Encoding.UTF8.GetBytes(text);
            case RubyString ruby:
                ConversionBudget.TakeBytes(ruby.Span.Length);
                return ruby.Span.ToArray();
            default:
                throw Refused(value, "a String");
        }
    }

    private static string? TextOf(RubyString ruby)
    {
        ConversionBudget.TakeBytes(ruby.Span.Length);
        return ruby.TryGetText(out var text) ? text : null;
    }

    private static string? TextOf(byte[] bytes)
    {
        ConversionBudget.TakeBytes(bytes.Length);
        return RubyEncoding.UsAscii.Decode(bytes);
    }

    /// <summary>A Symbol or String, or null for nil.</summary>
    public static RubySymbol? ToSymbol(object? value) =>
        value as RubySymbol ?? (ToText(value) is { } name ? RubySymbol.Of(name) : null);

    /// <summary>A Time. Parts below 100 nanoseconds are refused.</summary>
    public static DateTimeOffset ToDateTimeOffset(object? value) => Plain(value) switch
    {
        DateTimeOffset time => time,
        RubyTime ruby when ruby.TryGetDateTimeOffset(out var time) => time,
        _ => throw Refused(value, "a Time that a DateTimeOffset can hold"),
    };

    /// <summary>A Time, as UTC. Parts below 100 nanoseconds are refused.</summary>
    public static DateTime ToDateTime(object? value) => ToDateTimeOffset(value).UtcDateTime;

    /// <summary>A String in any of the usual forms of a GUID.</summary>
    public static Guid ToGuid(object? value) =>
        Guid.TryParse(ToText(value), CultureInfo.InvariantCulture, out var guid) ? guid : throw Refused(value, "a Guid");

    /// <summary>A String, or null for nil. Relative addresses are accepted.</summary>
    public static Uri? ToUri(object? value) => ToText(value) switch
    {
        null => null,
        var text => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri) ? uri : throw Refused(value, "a Uri"),
    };

    /// <summary>A String such as <c>1.2.3</c>, or null for nil.</summary>
    public static Version? ToVersion(object? value) => ToText(value) switch
    {
        null => null,
        var text => Version.TryParse(text, out var version) ? version : throw Refused(value, "a Version"),
    };

    /// <summary>A Symbol or String with a member's name in snake case or as it is declared, or an Integer.</summary>
    /// <remarks>An Integer need not be a member, as combinations of flags travel in this form.</remarks>
    public static TEnum ToEnum<TEnum>(object? value)
        where TEnum : struct, Enum
    {
        if (value is long number)
        {
            try
            {
                var converted = Convert.ChangeType(number, default(TEnum).GetTypeCode(), CultureInfo.InvariantCulture);
                return (TEnum)Enum.ToObject(typeof(TEnum), converted);
            }
            catch (OverflowException)
            {
                throw Refused(value, $"a member of '{typeof(TEnum)}'");
            }
        }

        return Plain(value) is string or RubySymbol or RubyString && EnumNames<TEnum>.Members.TryGetValue(ToText(value)!, out var member)
            ? member
            : throw Refused(value, $"a member of '{typeof(TEnum)}'");
    }

    private static class EnumNames<TEnum>
        where TEnum : struct, Enum
    {
        public static Dictionary<string, TEnum> Members { get; } = Create();

        private static Dictionary<string, TEnum> Create()
        {
            var members = new Dictionary<string, TEnum>(StringComparer.Ordinal);
            foreach (var name in Enum.GetNames<TEnum>())
            {
                var member = Enum.Parse<TEnum>(name);
                members[name] = member;
                members.TryAdd(RubyNames.ToSnakeCase(name), member);
            }

            return members;
        }
    }
}
