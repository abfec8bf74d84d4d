using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Ringleader.Remoting.Marshal;

/// <summary>.NET values that are written as a node of a Ruby class.</summary>
internal static class WellKnownValues
{
    private const RegexOptions Expressible = RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline
        | RegexOptions.Multiline | RegexOptions.Compiled | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>The node, or null for values of other types.</summary>
    public static object? ToNode(object value) => value switch
    {
        DateTimeOffset time => ToTime(time),
        DateTime time => ToTime(time),
        decimal number => new RubyUserDefined("BigDecimal", System.Text.Encoding.ASCII.GetBytes(BigDecimalText.Format(number))),
        Complex number => new RubyComplex(number.Real, number.Imaginary),
        Range range => ToRange(range),
        Regex regex => ToRegexp(regex),
        _ => null,
    };

    private static RubyTime ToTime(DateTime time) => time.Kind == DateTimeKind.Unspecified
        ? throw new MarshalException(
            $"The DateTime '{time.ToString("s", CultureInfo.InvariantCulture)}' does not say whether it is local or UTC. Use DateTimeOffset, or DateTime.SpecifyKind.")
        : ToTime(new DateTimeOffset(time));

    private static RubyTime ToTime(DateTimeOffset time)
    {
        var isUtc = time.Offset == TimeSpan.Zero;
        var fields = new RubyFields { { "zone", isUtc ? new RubyString("UTC"u8.ToArray(), RubyEncoding.UsAscii) : null } };
        var hundreds = (int)(time.UtcTicks % TimeSpan.TicksPerMicrosecond);
        if (hundreds != 0)
        {
            fields.Add("nano_num", (long)(hundreds * TimeSpan.NanosecondsPerTick));
            fields.Add("nano_den", 1L);
            fields.Add("submicro", new[] { (byte)(hundreds << 4) });
        }

        if (!isUtc)
        {
            fields.Add("offset", (long)time.Offset.TotalSeconds);
        }

        return new RubyTime(RubyTime.Pack(time.UtcDateTime, isUtc), fields);
    }

    private static RubyRange ToRange(Range range)
    {
        // An Index from the end is a negative one in Ruby; the end itself is where an endless range stops.
        static object? Bound(Index index) => index is { IsFromEnd: true, Value: 0 } ? null : (object)(index.IsFromEnd ? -(long)index.Value : index.Value);

        return new RubyRange(Bound(range.Start), Bound(range.End), ExcludesEnd: Bound(range.End) is not null);
    }

    private static RubyRegexp ToRegexp(Regex regex)
    {
        if ((regex.Options & ~Expressible) != RegexOptions.None)
        {
            throw new MarshalException($"A Regex with the options '{regex.Options & ~Expressible}' has no form in Ruby. Leave them out, or send the pattern as text.");
        }

        var options = RubyRegexpOptions.None;
        options |= regex.Options.HasFlag(RegexOptions.IgnoreCase) ? RubyRegexpOptions.IgnoreCase : RubyRegexpOptions.None;
        options |= regex.Options.HasFlag(RegexOptions.IgnorePatternWhitespace) ? RubyRegexpOptions.Extended : RubyRegexpOptions.None;
        options |= regex.Options.HasFlag(RegexOptions.Singleline) ? RubyRegexpOptions.Multiline : RubyRegexpOptions.None;
        return new RubyRegexp(regex.ToString(), options);
    }
}
