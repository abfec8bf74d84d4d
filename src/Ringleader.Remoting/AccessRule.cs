using Ringleader.Remoting.Access;

namespace Ringleader.Remoting;

/// <summary>One entry of an <see cref="AccessControlList"/>: peers of this pattern are allowed, or denied. Immutable.</summary>
/// <remarks>
/// A pattern is one of:
/// <list type="bullet">
/// <item><c>*</c> or <c>all</c>: every peer.</item>
/// <item>An IP address, or a network such as <c>10.0.0.0/8</c>, <c>10.0.0.0/255.0.0.0</c> or <c>fd00::/8</c>. An IPv4 address
/// inside IPv6, such as <c>::ffff:10.0.0.1</c>, means the IPv4 address, in patterns and peers alike.</item>
/// <item>An IPv4 address with <c>*</c> for some of its four numbers; a last <c>*</c> may stand for all that are left out, as in
/// <c>192.168.*</c>.</item>
/// <item>A host name, in which <c>*</c> stands for one or more parts, as in <c>*.example.com</c>. Such a rule makes the
/// server look names up: see <see cref="AccessControlList"/>.</item>
/// </list>
/// </remarks>
public sealed class AccessRule
{
    private AccessRule(bool isAllow, string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        IsAllow = isAllow;
        Pattern = pattern;
        if (!AccessPatternParser.TryParse(pattern, out var target, out var problem))
        {
            throw new FormatException($"Access rule '{this}' cannot be used: {problem}");
        }

        Target = target;
    }

    /// <summary>True for a rule that allows, false for one that denies.</summary>
    public bool IsAllow { get; }

    /// <summary>The pattern as it was written.</summary>
    public string Pattern { get; }

    /// <summary>What the pattern means.</summary>
    internal AccessPattern Target { get; }

    /// <summary>A rule that allows peers.</summary>
    /// <exception cref="FormatException">The pattern is none of the forms above.</exception>
    public static AccessRule Allow(string pattern) => new(isAllow: true, pattern);

    /// <summary>A rule that denies peers.</summary>
    /// <exception cref="FormatException">The pattern is none of the forms above.</exception>
    public static AccessRule Deny(string pattern) => new(isAllow: false, pattern);

    /// <summary>The rule as <see cref="AccessControlList.Parse"/> reads it, such as <c>allow 10.0.0.0/8</c>.</summary>
    public override string ToString() => $"{(IsAllow ? "allow" : "deny")} {Pattern}";
}
