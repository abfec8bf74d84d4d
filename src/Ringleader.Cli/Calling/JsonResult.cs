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
/// a value that holds itself becomes <c>{"$cycle": true}</c>, and depth, number of values and length are limited here once more.
/// Decimal digits cost more than their number, so very large Integers are written in hexadecimal ones.
/// </remarks>
internal sealed partial class JsonResult
{
    /// <summary>How deep values may be nested.</summary>
    public const int MaxDepth = 200;

    private const int MaxValues = 2_000_000;
    private const long MaxBytes = 128 * 1024 * 1024;

    /// <summary>The longest Integer with decimal digits, which take some milliseconds: about 60,000.</summary>
    private const long MaxDecimalBits = 200_000;
    private readonly Utf8JsonWriter _json;
    private readonly bool _tagsSymbols;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private int _written;

    private JsonResult(Utf8JsonWriter json, bool tagsSymbols, CancellationToken cancellationToken)
    {
        _json = json;
        _tagsSymbols = tagsSymbols;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The whole document in UTF-8, without a line end behind it.</summary>
    /// <exception cref="CommandFailedException">The value is too deep or too large to be shown.</exception>
    public static ReadOnlyMemory<byte> Render(object? value, bool indented, CancellationToken cancellationToken) =>
        Render(value, indented, tagsSymbols: false, cancellationToken);

    /// <summary>The same as a string, for short values.</summary>
    /// <exception cref="CommandFailedException">The value is too deep or too large to be shown.</exception>
    public static string Write(object? value, bool indented) =>
        Encoding.UTF8.GetString(Render(value, indented, tagsSymbols: false, CancellationToken.None).Span);

    /// <summary>The value on one line in a form that <see cref="JsonValue"/> reads back: a Symbol is <c>{"$symbol": "name"}</c>.</summary>
    /// <exception cref="CommandFailedException">The value is too deep or too large to be shown.</exception>
    public static string WriteReadable(object? value) =>
        Encoding.UTF8.GetString(Render(value, indented: false, tagsSymbols: true, CancellationToken.None).Span);

    private static ReadOnlyMemory<byte> Render(object? value, bool indented, bool tagsSymbols, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            new JsonResult(json, tagsSymbols, cancellationToken).WriteValue(value);
        }

        return buffer.WrittenMemory;
    }

    private void WriteValue(object? value)
    {
        if (++_written > MaxValues)
        {
            throw new CommandFailedException($"The result holds more than {MaxValues} values, too many to be shown.");
        }

        _cancellationToken.ThrowIfCancellationRequested();
        if (_json.BytesCommitted + _json.BytesPending > MaxBytes)
        {
            throw new CommandFailedException($"The result takes more than {MaxBytes / (1024 * 1024)} MiB as JSON, too much to be shown.");
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
                WriteInteger(number);
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
            WriteNumber(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
        }
    }

    /// <summary>The writer does not indent raw text, but it does indent an element.</summary>
    private void WriteNumber(string text)
    {
        if (!_json.Options.Indented)
        {
            _json.WriteRawValue(text);
            return;
        }

        using var number = JsonDocument.Parse(text);
        number.RootElement.WriteTo(_json);
    }

    private void WriteInteger(BigInteger number)
    {
        if (number.GetBitLength() <= MaxDecimalBits)
        {
            WriteNumber(number.ToString(CultureInfo.InvariantCulture));
            return;
        }

        var digits = BigInteger.Abs(number).ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        _json.WriteStartObject();
        _json.WriteString("$hex", number.Sign < 0 ? "-" + digits : digits);
        _json.WriteEndObject();
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
