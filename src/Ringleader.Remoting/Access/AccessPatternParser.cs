using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ringleader.Remoting.Access;

/// <summary>
/// Reads the patterns of access rules. Stricter than <see cref="IPAddress.Parse(string)"/>, which takes <c>10.1</c> for
/// <c>10.0.0.1</c> and <c>010</c> for 8: a guard must not guess.
/// </summary>
internal static class AccessPatternParser
{
    private const string BadIpv4 =
        "an IPv4 address has four numbers from 0 to 255 without leading zeros; '*' may stand for one, or at the end for all that follow.";

    private const string BadHostName =
        "it is not '*', 'all', an IP address, a network or a host name. In a host name, '*' stands for whole parts, as in '*.example.com'.";

    private static readonly NetworkPattern Everyone = new(UInt128.Zero, UInt128.Zero);

    /// <summary>Reads a pattern, or says in a sentence what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AccessPattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        (pattern, problem) = Parse(text);
        return pattern is not null;
    }

    private static (AccessPattern? Pattern, string? Problem) Parse(string text)
    {
        if (text is HostNamePattern.Wildcard || string.Equals(text, "all", StringComparison.OrdinalIgnoreCase))
        {
            return (Everyone, null);
        }

        if (text.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0)
        {
            return ParseNetwork(text[..slash], text[(slash + 1)..]);
        }

        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TryParseIpv6(text, out var address)
                ? (new NetworkPattern(address, UInt128.MaxValue), null)
                : (null, "it is not an IPv6 address.");
        }

        var parts = text.Split('.');
        return parts.All(part => part is HostNamePattern.Wildcard || IsNumber(part)) ? ParseIpv4(parts) : ParseHostName(text, parts);
    }

    /// <summary>address "/" (prefix length | IPv4 mask)</summary>
    private static (AccessPattern? Pattern, string? Problem) ParseNetwork(string address, string prefix)
    {
        if (TryParseIpv6(address, out var bits))
        {
            return TryParseLength(prefix, 128, out var length)
                ? (new NetworkPattern(bits, AddressBits.Mask(length)), null)
                : (null, $"the prefix length '{prefix}' is not a number from 0 to 128.");
        }

        if (!TryParseIpv4(address, out var ipv4))
        {
            return (null, $"'{address}' is not an IP address.");
        }

        return TryParseLength(prefix, 32, out var ipv4Length) || TryParseMask(prefix, out ipv4Length)
            ? (new NetworkPattern(AddressBits.OfIpv4(ipv4), AddressBits.Mask(AddressBits.Ipv4Offset + ipv4Length)), null)
            : (null, $"the prefix '{prefix}' is neither a number from 0 to 32 nor a mask such as 255.255.0.0.");
    }

    /// <summary>Four parts, each a number or "*"; or fewer with "*" at the end.</summary>
    private static (AccessPattern? Pattern, string? Problem) ParseIpv4(string[] parts)
    {
        var isShort = parts.Length < 4 && parts[^1] is HostNamePattern.Wildcard;
        if (parts.All(part => part is HostNamePattern.Wildcard))
        {
            return (null, "write '*' alone to mean every address.");
        }

        uint address = 0, mask = 0;
        for (var index = 0; index < 4; index++)
        {
            var part = index < parts.Length ? parts[index] : HostNamePattern.Wildcard;
            var isWildcard = part is HostNamePattern.Wildcard;
            byte number = 0;
            if ((parts.Length != 4 && !isShort) || (!isWildcard && !TryParseOctet(part, out number)))
            {
                return (null, BadIpv4);
            }

            address = (address << 8) | number;
            mask = (mask << 8) | (isWildcard ? 0u : 0xffu);
        }

        return (new NetworkPattern(AddressBits.OfIpv4(address), AddressBits.Mask(AddressBits.Ipv4Offset) | mask), null);
    }

    private static (AccessPattern? Pattern, string? Problem) ParseHostName(string text, string[] parts)
    {
        if (text.EndsWith('.'))
        {
            parts = parts[..^1];
        }

        if (text.Length > 254 || !parts.All(IsHostNamePart))
        {
            return (null, BadHostName);
        }

        // No name ends in a number, so this is an address with a slip in it.
        return IsNumber(parts[^1]) ? (null, "it is neither an IPv4 address nor a host name.") : (new HostNamePattern(parts), null);
    }

    private static bool IsHostNamePart(string part) =>
        part is HostNamePattern.Wildcard
        || (part.Length is > 0 and < 64 && part.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));

    private static bool IsNumber(string part) => part.Length > 0 && part.All(char.IsAsciiDigit);

    private static bool TryParseIpv6(string text, out UInt128 bits)
    {
        var inner = text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
        var isPlain = inner.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.');
        if (isPlain && IPAddress.TryParse(inner, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            bits = AddressBits.Of(address);
            return true;
        }

        bits = default;
        return false;
    }

    private static bool TryParseIpv4(string text, out uint address)
    {
        address = 0;
        var parts = text.Split('.');
        foreach (var part in parts)
        {
            if (!TryParseOctet(part, out var number))
            {
                return false;
            }

            address = (address << 8) | number;
        }

        return parts.Length == 4;
    }

    private static bool TryParseOctet(string part, out byte number) =>
        byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (part.Length == 1 || part[0] != '0');

    private static bool TryParseLength(string text, int maximum, out int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= maximum;

    private static bool TryParseMask(string text, out int length)
    {
        length = 0;
        if (!TryParseIpv4(text, out var mask))
        {
            return false;
        }

        length = (int)uint.LeadingZeroCount(~mask);
        return mask == (uint)AddressBits.Mask(AddressBits.Ipv4Offset + length);
    }
}
