using System.Text.RegularExpressions;

namespace Ringleader.Remoting.Marshal;

/// <summary>A Ruby Regexp, not compiled. Immutable; equal when pattern, options and encoding are.</summary>
public sealed record RubyRegexp
{
    /// <summary>Names a pattern.</summary>
    /// <param name="source">The pattern in Ruby's syntax.</param>
    /// <param name="options">Its options. A pattern that is not ASCII gets the fixed encoding as well, as in Ruby.</param>
    public RubyRegexp(string source, RubyRegexpOptions options = RubyRegexpOptions.None)
    {
        ArgumentNullException.ThrowIfNull(source);
        Pattern = new RubyString(System.Text.Encoding.UTF8.GetBytes(source), System.Text.Ascii.IsValid(source) ? RubyEncoding.UsAscii : RubyEncoding.Utf8);
        Options = System.Text.Ascii.IsValid(source) ? options : options | RubyRegexpOptions.FixedEncoding;
    }

    internal RubyRegexp(RubyString pattern, RubyRegexpOptions options)
    {
        Pattern = pattern;
        Options = options;
    }

    /// <summary>The pattern in Ruby's syntax.</summary>
    public string Source => Pattern.ToString();

    /// <summary>The options.</summary>
    public RubyRegexpOptions Options { get; }

    internal RubyString Pattern { get; }

    /// <summary>The same pattern for .NET, with <c>^</c> and <c>$</c> at every line as in Ruby.</summary>
    /// <remarks>The pattern comes from a peer and the two syntaxes are not quite the same, so a time-out is wanted.</remarks>
    /// <param name="matchTimeout">After how long a match gives up.</param>
    /// <exception cref="ArgumentException">.NET does not understand the pattern.</exception>
    public Regex ToRegex(TimeSpan matchTimeout)
    {
        var options = RegexOptions.Multiline | RegexOptions.CultureInvariant;
        options |= Options.HasFlag(RubyRegexpOptions.IgnoreCase) ? RegexOptions.IgnoreCase : RegexOptions.None;
        options |= Options.HasFlag(RubyRegexpOptions.Extended) ? RegexOptions.IgnorePatternWhitespace : RegexOptions.None;
        options |= Options.HasFlag(RubyRegexpOptions.Multiline) ? RegexOptions.Singleline : RegexOptions.None;
        return new Regex(Source, options, matchTimeout);
    }
}
