using System.Globalization;
using System.Text;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>Tuples, templates and their fields as Ruby's inspect shows them, cut off where they are long: for logs and errors.</summary>
internal sealed class TupleText
{
    private const int MaxLength = 400;
    private const int MaxDepth = 8;
    private const char Ellipsis = '…';
    private readonly StringBuilder _text = new();
    private int _depth;

    private bool IsFull => _text.Length >= MaxLength;

    public static string Of(SpaceTuple tuple) => Of(tuple, tuple.Keys);

    public static string Of(Template template) => Of(template, template.Keys);

    public static string Of(object? value)
    {
        var text = new TupleText();
        text.Add(value);
        return text.ToString();
    }

    public override string ToString() => IsFull ? _text.ToString(0, MaxLength) + Ellipsis : _text.ToString();

    private static string Of(IReadOnlyList<object?> fields, IReadOnlyList<string>? keys)
    {
        var text = new TupleText();
        if (keys is null)
        {
            text.AddItems("[", fields, "]");
        }
        else
        {
            text.AddPairs(keys.Zip(fields, static (key, value) => new KeyValuePair<object?, object?>(key, value)));
        }

        return text.ToString();
    }

    private void Add(object? value)
    {
        if (_depth == MaxDepth)
        {
            _text.Append(Ellipsis);
            return;
        }

        _depth++;
        AddForm(value is FieldPattern ? value : RubyForm.Of(value));
        _depth--;
    }

    private void AddForm(object? form)
    {
        switch (form)
        {
            case null:
                _text.Append("nil");
                break;
            case bool flag:
                _text.Append(flag ? "true" : "false");
                break;
            case RubySymbol symbol:
                AddSymbol(symbol.Name);
                break;
            case string or RubyString or byte[]:
                AddQuoted(RubyText.ToSearchable(form));
                break;
            case object?[] items:
                AddItems("[", items, "]");
                break;
            case RubyHash hash:
                AddPairs(hash);
                break;
            case RubySet set:
                AddItems("#<Set: {", set, "}>");
                break;
            case RubyRange range:
                AddRange(range);
                break;
            case RubyStruct node:
                AddFields("#<struct " + node.ClassName, node.Members);
                break;
            case RubyObject node:
                AddFields("#<" + node.ClassName, node.Variables);
                break;
            default:
                AddFlat(form);
                break;
        }
    }

    private void AddFlat(object form) => _text.Append(form switch
    {
        double number => Float(number),
        float number => Float(number),
        Half number => Float((double)number),
        RubyRational rational => Invariant($"({rational.Numerator}/{rational.Denominator})"),
        RubyComplex complex => Invariant($"({complex.Real}+{complex.Imaginary}i)"),
        RubyRegexp regexp => $"/{regexp.Source}/" + Options(regexp.Options),
        RubyClass node => node.Name,
        RubyModule node => node.Name,
        DateTimeOffset time => time.ToString(time.Offset == TimeSpan.Zero ? "yyyy-MM-dd HH:mm:ss.FFFFFFF 'UTC'" : "yyyy-MM-dd HH:mm:ss.FFFFFFF zz00", CultureInfo.InvariantCulture),
        RubyTime => "#<Time>",
        RubyUserDefined node => $"#<{node.ClassName}>",
        RubyUserMarshal node => $"#<{node.ClassName}>",
        _ when RubyReference.TryRead(form, out var uri, out var id) => $"#<DRb::DRbObject {uri} {Of(id)}>",
        FieldPattern => form.ToString(),
        IFormattable number when RubyNumber.IsNumber(form) => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"#<{form.GetType().Name}>",
    });

    private void AddItems(string open, IEnumerable<object?> items, string close)
    {
        var separator = open;
        foreach (var item in items)
        {
            if (IsFull)
            {
                return;
            }

            _text.Append(separator);
            separator = ", ";
            Add(item);
        }

        _text.Append(ReferenceEquals(separator, open) ? open : string.Empty).Append(close);
    }

    private void AddPairs(IEnumerable<KeyValuePair<object?, object?>> pairs)
    {
        _text.Append('{');
        var separator = string.Empty;
        foreach (var (key, value) in pairs)
        {
            if (IsFull)
            {
                return;
            }

            _text.Append(separator);
            separator = ", ";
            Add(key);
            _text.Append("=>");
            Add(value);
        }

        _text.Append('}');
    }

    private void AddFields(string open, RubyFields fields)
    {
        _text.Append(open);
        var separator = " ";
        foreach (var (name, value) in fields)
        {
            if (IsFull)
            {
                return;
            }

            _text.Append(separator).Append(name).Append('=');
            separator = ", ";
            Add(value);
        }

        _text.Append('>');
    }

    private void AddRange(RubyRange range)
    {
        AddBound(range.Begin);
        _text.Append(range.ExcludesEnd ? "..." : "..");
        AddBound(range.End);
    }

    private void AddBound(object? bound)
    {
        if (bound is not null)
        {
            Add(bound);
        }
    }

    private void AddSymbol(string name)
    {
        _text.Append(':');
        if (name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static letter => letter is '_' or '?' or '!' or '=' || char.IsLetterOrDigit(letter)))
        {
            _text.Append(name.AsSpan(0, Math.Min(name.Length, MaxLength)));
        }
        else
        {
            AddQuoted(name);
        }
    }

    private void AddQuoted(string text)
    {
        _text.Append('"');
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            _ = letter switch
            {
                '"' or '\\' => _text.Append('\\').Append(letter),
                '\n' => _text.Append("\\n"),
                '\r' => _text.Append("\\r"),
                '\t' => _text.Append("\\t"),
                '\e' => _text.Append("\\e"),
                < ' ' or '\x7f' => _text.Append(CultureInfo.InvariantCulture, $"\\x{(int)letter:X2}"),
                _ => _text.Append(letter),
            };
        }

        _text.Append('"');
    }

    private static string Float(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return double.IsInteger(number) && !text.Contains('E', StringComparison.Ordinal) ? text + ".0" : text.Replace("E+", "e+", StringComparison.Ordinal);
    }

    private static string Options(RubyRegexpOptions options) =>
        (options.HasFlag(RubyRegexpOptions.Multiline) ? "m" : string.Empty)
        + (options.HasFlag(RubyRegexpOptions.IgnoreCase) ? "i" : string.Empty)
        + (options.HasFlag(RubyRegexpOptions.Extended) ? "x" : string.Empty);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
