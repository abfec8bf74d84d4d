using System.Text;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>Ruby's regular expressions in the syntax of .NET, where the same letters would mean something else there.</summary>
/// <remarks>
/// Onigmo's doc/RE: <c>\d</c>, <c>\w</c> and <c>\s</c> are ASCII, <c>\h</c> is a hexadecimal digit, <c>[[:alpha:]]</c> and its kin are
/// Unicode, and the option m lets a dot match line ends. What .NET does not know at all, such as <c>a++</c>, is left for it to refuse.
/// </remarks>
internal ref struct RubyPattern
{
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['d'] = "0-9",
        ['h'] = "0-9a-fA-F",
        ['s'] = @" \t\r\n\f\v",
        ['w'] = "a-zA-Z0-9_",
    };

    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["alpha"] = @"\p{L}\p{M}",
        ["alnum"] = @"\p{L}\p{M}\p{Nd}",
        ["digit"] = @"\p{Nd}",
        ["upper"] = @"\p{Lu}",
        ["lower"] = @"\p{Ll}",
        ["space"] = @"\s",
        ["blank"] = @"\p{Zs}\t",
        ["punct"] = @"\p{P}$+<=>^`|~",
        ["cntrl"] = @"\p{Cc}",
        ["word"] = @"\w",
        ["xdigit"] = "0-9a-fA-F",
        ["^digit"] = @"\P{Nd}",
        ["^upper"] = @"\P{Lu}",
        ["^lower"] = @"\P{Ll}",
        ["^space"] = @"\S",
        ["^word"] = @"\W",
    };

    private readonly ReadOnlySpan<char> _source;
    private readonly StringBuilder _result = new();
    private int _position;

    private RubyPattern(string source) => _source = source;

    private readonly bool IsAtEnd => _position == _source.Length;

    /// <exception cref="FormatException">It has a form that .NET would misunderstand.</exception>
    public static string ToDotnet(string source)
    {
        var pattern = new RubyPattern(source);
        while (!pattern.IsAtEnd)
        {
            pattern.ReadNext();
        }

        return pattern._result.ToString();
    }

    private void ReadNext()
    {
        var letter = _source[_position];
        if (letter == '\\')
        {
            ReadEscape(isInClass: false);
        }
        else if (letter == '[')
        {
            ReadClass();
        }
        else if (_source[_position..].StartsWith("(?"))
        {
            ReadGroup();
        }
        else
        {
            Copy(1);
        }
    }

    private void ReadEscape(bool isInClass)
    {
        var letter = _position + 1 < _source.Length ? _source[_position + 1] : '\\';
        if (Letters.TryGetValue(letter, out var set))
        {
            Replace(2, isInClass ? set : $"[{set}]");
        }
        else if (!isInClass && Letters.TryGetValue(char.ToLowerInvariant(letter), out set))
        {
            Replace(2, $"[^{set}]");
        }
        else if (!isInClass && letter == 'R')
        {
            Replace(2, @"(?:\r\n|[\n-\r\u0085\u2028\u2029])");
        }
        else
        {
            Copy(2);
        }
    }

    /// <summary>(? options : or ), where m is what .NET calls s. Other groups begin with no option.</summary>
    private void ReadGroup()
    {
        Copy(2);
        while (!IsAtEnd && _source[_position] is 'm' or 'i' or 'x' or '-')
        {
            Replace(1, _source[_position] == 'm' ? "s" : _source[_position].ToString());
        }
    }

    private void ReadClass()
    {
        Copy(_source[_position..].StartsWith("[^") ? 2 : 1);
        while (!IsAtEnd && _source[_position] != ']')
        {
            var rest = _source[_position..];
            if (rest[0] == '\\')
            {
                ReadEscape(isInClass: true);
            }
            else if (rest.StartsWith("[:") && rest.IndexOf(":]") is var end and > 0 && Classes.TryGetValue(rest[2..end].ToString(), out var set))
            {
                Replace(end + 2, set);
            }
            else if (rest[0] == '[' || rest.StartsWith("&&"))
            {
                throw new FormatException($"'{rest}' combines sets of letters in a way that .NET has no form for.");
            }
            else
            {
                Copy(1);
            }
        }

        Copy(1);
    }

    private void Copy(int count)
    {
        count = Math.Min(count, _source.Length - _position);
        _result.Append(_source.Slice(_position, count));
        _position += count;
    }

    private void Replace(int count, string text)
    {
        _result.Append(text);
        _position += count;
    }
}
