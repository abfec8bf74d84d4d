using System.Globalization;
using System.Numerics;
using System.Text;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Marshal;

/// <summary>Writes a decoded value as text that tells types apart, so that two values can be compared and a difference read.</summary>
internal sealed class Rendering
{
    private readonly Dictionary<object, int> _open = new(ReferenceEqualityComparer.Instance);
    private readonly StringBuilder _text = new();

    public static string Of(object? value)
    {
        var rendering = new Rendering();
        rendering.Append(value);
        return rendering._text.ToString();
    }

    private void Append(object? value)
    {
        switch (value)
        {
            case null:
                _text.Append("null");
                break;
            case bool or long:
                _text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case BigInteger number:
                _text.Append(CultureInfo.InvariantCulture, $"{number}n");
                break;
            case double number:
                _text.Append(CultureInfo.InvariantCulture, $"{number:R}f");
                break;
            case decimal number:
                _text.Append(CultureInfo.InvariantCulture, $"{number}m");
                break;
            case string text:
                _text.Append('"').Append(text).Append('"');
                break;
            case byte[] bytes:
                _text.Append("bytes:").Append(Convert.ToHexString(bytes));
                break;
            case RubyString text:
                _text.Append(text.EncodingName).Append(':').Append(Convert.ToHexString(text.Bytes.Span));
                break;
            case RubySymbol symbol:
                _text.Append(':').Append(symbol.Name);
                break;
            case DateTimeOffset time:
                _text.Append(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            case RubyRational or RubyClass or RubyModule or DrbReference or RubyUriOption:
                _text.Append(value);
                break;
            default:
                AppendContainer(value);
                break;
        }
    }

    private void AppendContainer(object value)
    {
        if (_open.TryGetValue(value, out var index))
        {
            _text.Append(CultureInfo.InvariantCulture, $"^{index}");
            return;
        }

        _open.Add(value, _open.Count);
        _text.Append(value is object?[] ? "[" : value.GetType().Name + "[");
        foreach (var part in PartsOf(value))
        {
            Append(part);
            _text.Append(' ');
        }

        _text.Append(']');
        _open.Remove(value);
    }

    private static IEnumerable<object?> PartsOf(object value) => value switch
    {
        object?[] items => items,
        RubyHash hash => hash.SelectMany(pair => new[] { pair.Key, pair.Value })
            .Append("default").Append(hash.Default).Append(hash.IsCompareByIdentity).Append(hash.IsKeywords),
        RubySet set => set,
        RubyRange range => [range.Begin, range.End, range.ExcludesEnd],
        RubyComplex complex => [complex.Real, complex.Imaginary],
        RubyRegexp regexp => [regexp.Source, (long)regexp.Options],
        RubyObject node => PartsOf(node.ClassName, node.Variables),
        RubyStruct node => PartsOf(node.ClassName, node.Members),
        RubyUserDefined node => PartsOf(node.ClassName, node.Variables).Append(node.EncodingName).Append(node.Payload.ToArray()),
        RubyTime node => PartsOf("Time", node.Variables).Append(node.Packed.ToArray()),
        RubyUserMarshal node => [node.ClassName, node.Payload],
        RubySubclass node => [node.ClassName, node.Value],
        RubyExtended node => [.. node.ModuleNames, node.Value],
        RubyAnnotated node => PartsOf("annotated", node.Variables).Prepend(node.Value),
        UnknownObject node => [node.Name, node.RawBytes.ToArray()],
        _ => throw new ArgumentException($"There is no rendering of '{value.GetType()}'.", nameof(value)),
    };

    private static IEnumerable<object?> PartsOf(string name, RubyFields fields) =>
        fields.SelectMany(field => new[] { field.Key, field.Value }).Prepend(name);
}
