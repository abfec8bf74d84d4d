using System.Text.RegularExpressions;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>A Regexp: matches Strings and Symbols in which it is found, and an equal Regexp.</summary>
/// <remarks>
/// The pattern may come from a hostile peer. Its size is limited before it is prepared, its time by <see cref="MatchBudget"/>, and
/// it is never tried while the space is locked. Most patterns run on the engine that takes time in proportion to the text.
/// </remarks>
internal sealed class RegexpField : FieldPattern
{
    private const int MaxPatternLength = 1_000;
    private readonly RubyRegexp _node;
    private readonly Regex _regex;
    private readonly MatchBudget _budget;

    /// <param name="node">The pattern.</param>
    /// <param name="budget">That of the template; the expression's own when null.</param>
    /// <exception cref="InvalidTupleException">The pattern has no form in .NET, or it is too large.</exception>
    public RegexpField(RubyRegexp node, MatchBudget? budget = null)
    {
        _node = node;
        _budget = budget ?? new MatchBudget();
        if (node.Source.Length > MaxPatternLength)
        {
            throw new InvalidTupleException($"A regular expression of {node.Source.Length} letters cannot be used in a template; the limit is {MaxPatternLength}.");
        }

        try
        {
            var pattern = RubyPattern.ToDotnet(node.Source);
            var mayHaveComments = pattern.Contains('#', StringComparison.Ordinal)
                && (node.Options.HasFlag(RubyRegexpOptions.Extended) || pattern.Contains('x', StringComparison.Ordinal));
            _budget.AddSize(PatternSize.Of(pattern, mayHaveComments), this);
            var start = _budget.Start(this);
            _regex = Compile(pattern, node.Options);

            // The first match of an expression prepares it, which takes longer than a match may.
            _ = _regex.IsMatch("");
            _budget.Spend(start);
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException)
        {
            throw new InvalidTupleException(
                $"The regular expression {TupleText.Of(node)} cannot be used in a template: {problem.Message} Write it without what .NET has no form for.", problem);
        }
    }

    internal override bool IsCostly => true;

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
            return new Regex(pattern, options | RegexOptions.NonBacktracking, MatchBudget.LongestMatch);
        }
        catch (NotSupportedException)
        {
            // Look-around, atomic groups and references to groups need the other engine.
            return new Regex(pattern, options, MatchBudget.LongestMatch);
        }
    }

    private bool IsFoundIn(string text)
    {
        var start = _budget.Start(this);
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw new InvalidTupleException(
                $"The template was given up because its regular expression {this} took more than {MatchBudget.LongestMatch.TotalMilliseconds} ms for one text of {text.Length} letters. Use a simpler expression, or one without nested repetitions.",
                slow);
        }
        finally
        {
            _budget.Spend(start);
        }
    }
}
