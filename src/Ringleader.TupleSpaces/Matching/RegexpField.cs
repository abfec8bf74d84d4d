using System.Text.RegularExpressions;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>A Regexp: matches Strings and Symbols in which it is found, and an equal Regexp.</summary>
/// <remarks>
/// The pattern may come from a hostile peer and is tried while the space is locked. Most patterns run on the engine that takes
/// time in proportion to the text. The others may take time without end, so their slow matches are added up, and once these
/// have taken <see cref="Budget"/> together the pattern is given up and matches nothing any more.
/// </remarks>
internal sealed class RegexpField : FieldPattern
{
    private const int MaxPatternLength = 1_000;
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(200);

    /// <summary>Matches below this are not counted, so that a template which waits for days does not use itself up.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(0.5);

    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(50);

    /// <summary>For the engine that does not backtrack: texts may be long, and its very first match in a process prepares it.</summary>
    private static readonly TimeSpan LongestLinearMatch = TimeSpan.FromMilliseconds(500);

    private readonly RubyRegexp _node;
    private readonly Regex _regex;
    private long _ticksSpent; // Races lose some of it, which does no harm.

    /// <exception cref="InvalidTupleException">The pattern has no form in .NET, or it is too long.</exception>
    public RegexpField(RubyRegexp node)
    {
        _node = node;
        if (node.Source.Length > MaxPatternLength)
        {
            throw new InvalidTupleException($"A regular expression of {node.Source.Length} letters cannot be used in a template; the limit is {MaxPatternLength}.");
        }

        try
        {
            _regex = Compile(RubyPattern.ToDotnet(node.Source), node.Options);

            // The first match of an expression prepares it, which takes time that is nobody's fault, and not under a lock here.
            _ = _regex.IsMatch("");
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException)
        {
            throw new InvalidTupleException(
                $"The regular expression {TupleText.Of(node)} cannot be used in a template: {problem.Message} Write it without what .NET has no form for.", problem);
        }
    }

    /// <summary>True once it was given up.</summary>
    public bool IsSpent => Volatile.Read(ref _ticksSpent) >= Budget.Ticks;

    public override string ToString() => TupleText.Of(_node);

    internal override bool Matches(object? value)
    {
        var form = RubyForm.Of(value);
        return form switch
        {
            RubySymbol symbol => IsFoundIn(symbol.Name),
            { } text when RubyText.IsText(text) => IsFoundIn(RubyText.ToSearchable(text)),
            RubyRegexp other => _node.Equals(other),
            _ => false,
        };
    }

    internal override object? ToWire() => _node;

    private static Regex Compile(string pattern, RubyRegexpOptions given)
    {
        var options = RegexOptions.Multiline | RegexOptions.CultureInvariant;
        options |= given.HasFlag(RubyRegexpOptions.IgnoreCase) ? RegexOptions.IgnoreCase : RegexOptions.None;
        options |= given.HasFlag(RubyRegexpOptions.Extended) ? RegexOptions.IgnorePatternWhitespace : RegexOptions.None;
        options |= given.HasFlag(RubyRegexpOptions.Multiline) ? RegexOptions.Singleline : RegexOptions.None;
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, LongestLinearMatch);
        }
        catch (NotSupportedException)
        {
            // Look-around, atomic groups and references to groups need the other engine.
            return new Regex(pattern, options, LongestMatch);
        }
    }

    private bool IsFoundIn(string text)
    {
        if (IsSpent)
        {
            return false;
        }

        var start = TimeProvider.System.GetTimestamp();
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
        finally
        {
            Spend(TimeProvider.System.GetElapsedTime(start));
        }
    }

    private void Spend(TimeSpan elapsed)
    {
        if (elapsed < Slow || _regex.Options.HasFlag(RegexOptions.NonBacktracking))
        {
            return;
        }

        var before = Interlocked.Add(ref _ticksSpent, elapsed.Ticks) - elapsed.Ticks;
        if (before < Budget.Ticks && IsSpent)
        {
            TupleSpacesDiagnostics.RegexpsGivenUp.Add(1);
        }
    }
}
