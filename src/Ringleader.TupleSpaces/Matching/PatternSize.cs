namespace Ringleader.TupleSpaces.Matching;

/// <summary>
/// How many places a regular expression has once its counted repetitions are written out: <c>(ab{3}){100}</c> has 400. The time
/// to prepare an expression, and the time for each letter that it looks at, grow with this number and not with the pattern.
/// </summary>
internal static class PatternSize
{
    /// <summary>Counts the places of a pattern in the syntax of .NET, never too few.</summary>
    public static long Of(string pattern, bool mayHaveComments)
    {
        var groups = new Stack<long>();
        long size = 0;
        long last = 0;
        for (var at = 0; at < pattern.Length;)
        {
            switch (pattern[at])
            {
                case '(':
                    groups.Push(size);
                    (size, last) = (0, 0);
                    at = AfterOpening(pattern, at);
                    break;
                case ')':
                    last = size + 1;
                    size = Add(groups.Count > 0 ? groups.Pop() : 0, last);
                    at++;
                    break;
                case '{' when TryReadCount(pattern, ref at, out var count):
                    // Where a comment may hide parentheses, what is repeated is not known: all before it.
                    size = mayHaveComments ? Multiply(size + 1, count) : Add(size - last, last = Multiply(last, count));
                    break;
                default:
                    at = AfterAtom(pattern, at);
                    last = 1;
                    size = Add(size, 1);
                    break;
            }
        }

        // A group that is not closed is refused by the engine; until then it counts.
        return groups.Aggregate(size, Add);
    }

    private static int AfterOpening(string pattern, int at)
    {
        if (pattern.AsSpan(at).StartsWith("(?#"))
        {
            var end = pattern.IndexOf(')', at);
            return end < 0 ? pattern.Length : end;
        }

        return at + 1;
    }

    private static int AfterAtom(string pattern, int at)
    {
        switch (pattern[at])
        {
            case '\\' when at + 1 < pattern.Length:
                var hasName = pattern[at + 1] is 'p' or 'P' && at + 2 < pattern.Length && pattern[at + 2] == '{';
                return hasName && pattern.IndexOf('}', at) is var end and > 0 ? end + 1 : at + 2;
            case '[':
                at += pattern.AsSpan(at).StartsWith("[^") ? 3 : 2; // a bracket that comes first is a member
                while (at < pattern.Length && pattern[at] != ']')
                {
                    at += pattern[at] == '\\' ? 2 : 1;
                }

                return Math.Min(at + 1, pattern.Length);
            default:
                return at + 1;
        }
    }

    /// <summary>Reads <c>{3}</c>, <c>{3,}</c>, <c>{,3}</c> or <c>{3,5}</c>: the largest number in it.</summary>
    private static bool TryReadCount(string pattern, ref int at, out long count)
    {
        count = 0;
        long number = 0;
        for (var next = at + 1; next < pattern.Length; next++)
        {
            switch (pattern[next])
            {
                case >= '0' and <= '9':
                    number = Math.Min((number * 10) + pattern[next] - '0', int.MaxValue);
                    count = Math.Max(count, number);
                    break;
                case ',':
                    number = 0;
                    break;
                case '}' when next > at + 1:
                    at = next + 1;
                    return true;
                default:
                    return false;
            }
        }

        return false;
    }

    private static long Add(long left, long right) => Math.Min(left + right, int.MaxValue);

    private static long Multiply(long left, long right) => Math.Min(left * right, int.MaxValue);
}
