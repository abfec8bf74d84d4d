using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Cli.Calling;

/// <summary>Writes a result as JSON; the help of <c>call</c> says in which forms.</summary>
/// <remarks>
/// The codec limits what a peer may send, but links let a small document stand for a large tree, or for an endless one. So
/// a value that holds itself becomes <c>{"$cycle": true}</c>, and depth and number of values are limited here once more.
/// </remarks>
internal sealed partial class JsonResult
{
    /// <summary>How deep values may be nested.</summary>
    public const int MaxDepth = 200;

    private const int MaxValues = 2_000_000;
    private readonly Utf8JsonWriter _json;
    private readonly bool _tagsSymbols;
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private int _written;

    private JsonResult(Utf8JsonWriter json, bool tagsSymbols)
    {
        _json = json;
        _tagsSymbols = tagsSymbols;
    }

    /// <summary>The whole document, without a line end behind it.</summary>
    /// <exception cref="CommandFailedException">The value is too deep or too large to be shown.</exception>
    public static string Write(object? value, bool indented)
    {
        var compact = Render(indented: false, json => new JsonResult(json, tagsSymbols: false).WriteValue(value));
        if (!indented)
        {
            return Encoding.UTF8.GetString(compact.Span);
        }

        // Numbers that are written as text are not indented, so this takes a second pass.
        using var document = JsonDocument.Parse(compact, new JsonDocumentOptions { MaxDepth = MaxDepth * 2 });
        return Encoding.UTF8.GetString(Render(indented: true, document.RootElement.WriteTo).Span);
    }

    /// <summary>The value on one line in a form that <see cref="JsonValue"/> reads back: a Symbol is <c>{"$symbol": "name"}</c>.</summary>
    /// <exception cref="CommandFailedException">The value is too deep or too large to be shown.</exception>
    public static string WriteReadable(object? value) =>
        Encoding.UTF8.GetString(Render(indented: false, json => new JsonResult(json, tagsSymbols: true).WriteValue(value)).Span);

    private static ReadOnlyMemory<byte> Render(bool indented, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }

    private void WriteValue(object? value)
    {
        if (++_written > MaxValues)
        {
            throw new CommandFailedException($"The result holds more than {MaxValues} values, too many to be shown.");
        }

        if (!TryWriteScalar(value))
        {
            WriteOnce(value!); // null is a scalar
        }
    }

    private bool TryWriteScalar(object? value)
    {
        switch (value)
        {
            case null:
                _json.WriteNullValue();
                return true;
            case bool flag:
                _json.WriteBooleanValue(flag);
                return true;
            case string text:
                _json.WriteStringValue(text);
                return true;
            case RubySymbol symbol when _tagsSymbols:
                WriteSymbol(symbol);
                return true;
            case RubySymbol symbol:
                _json.WriteStringValue(symbol.Name);
                return true;
            case long number:
                _json.WriteNumberValue(number);
                return true;
            case BigInteger number:
                _json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                return true;
            case decimal number:
                _json.WriteNumberValue(number);
                return true;
            case double number:
                WriteFloat(number);
                return true;
            case DateTimeOffset time:
                _json.WriteStringValue(time);
                return true;
            case RubyClass named:
                _json.WriteStringValue(named.Name);
                return true;
            case RubyModule named:
                _json.WriteStringValue(named.Name);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A Float stays one: 1.0 is not written as 1.</summary>
    private void WriteFloat(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (!double.IsFinite(number))
        {
            _json.WriteStringValue(text);
        }
        else
        {
            _json.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
        }
    }

    private void WriteOnce(object container)
    {
        if (!_open.Add(container))
        {
            _json.WriteStartObject();
            _json.WriteBoolean("$cycle", true);
            _json.WriteEndObject();
            return;
        }

        if (_open.Count > MaxDepth)
        {
            throw new CommandFailedException($"The result is nested deeper than {MaxDepth} levels, too deep to be shown.");
        }

        WriteContainer(container);
        _open.Remove(container);
    }

    private void WriteContainer(object container)
    {
        switch (container)
        {
            case byte[] bytes:
                WriteBinary(bytes);
                break;
            case RubyString text:
                WriteRubyString(text);
                break;
            case RubyHash hash:
                WriteHash(hash);
                break;
            case RubySet set:
                WriteTagged("$set", set);
                break;
            case IEnumerable<object?> list:
                WriteList(list);
                break;
            default:
                WriteObject(container);
                break;
        }
    }

    private void WriteList(IEnumerable<object?> list)
    {
        _json.WriteStartArray();
        foreach (var item in list)
        {
            WriteValue(item);
        }

        _json.WriteEndArray();
    }

    private void WriteHash(RubyHash hash)
    {
        if (!TryNameKeys(hash, out var names))
        {
            WriteTagged("$hash", hash.Select(static pair => (object?)new[] { pair.Key, pair.Value }));
            return;
        }

        _json.WriteStartObject();
        foreach (var (name, value) in names.Zip(hash.Values))
        {
            _json.WritePropertyName(name);
            WriteValue(value);
        }

        _json.WriteEndObject();
    }

    private static bool TryNameKeys(RubyHash hash, out List<string> names)
    {
        names = new List<string>(hash.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in hash.Keys)
        {
            var name = key as string ?? (key as RubySymbol)?.Name;
            if (name is null || !seen.Add(name))
            {
                return false;
            }

            names.Add(name);
        }

        return true;
    }
}
