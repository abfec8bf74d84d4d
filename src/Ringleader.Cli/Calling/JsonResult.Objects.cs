using System.Globalization;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Cli.Calling;

/// <content>What has no JSON form of its own: objects whose first member begins with a dollar sign.</content>
internal sealed partial class JsonResult
{
    private void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        _json.WriteStartObject();
        _json.WriteBase64String("$binary", bytes);
        _json.WriteEndObject();
    }

    private void WriteSymbol(RubySymbol symbol)
    {
        _json.WriteStartObject();
        _json.WriteString("$symbol", symbol.Name);
        _json.WriteEndObject();
    }

    private void WriteRubyString(RubyString text)
    {
        if (text.TryGetText(out var decoded))
        {
            _json.WriteStringValue(decoded);
            return;
        }

        _json.WriteStartObject();
        _json.WriteBase64String("$binary", text.Bytes.Span);
        _json.WriteString("encoding", text.EncodingName);
        _json.WriteEndObject();
    }

    private void WriteTagged(string tag, IEnumerable<object?> items)
    {
        _json.WriteStartObject();
        _json.WritePropertyName(tag);
        WriteList(items);
        _json.WriteEndObject();
    }

    private void WriteObject(object value)
    {
        _json.WriteStartObject();
        switch (value)
        {
            case RemoteObject remote:
                WriteReference(remote.Uri, remote.Id);
                break;
            case DrbReference remote:
                WriteReference(remote.Uri, remote.Id);
                break;
            case RubyUriOption option:
                _json.WriteString("$option", option.Option);
                break;
            case RubyObject ruby:
                _json.WriteString("$class", ruby.ClassName);
                WriteFields(ruby.Variables);
                break;
            case RubyStruct ruby:
                _json.WriteString("$class", ruby.ClassName);
                WriteFields(ruby.Members);
                break;
            case RubyRange range:
                _json.WriteString("$class", "Range");
                WriteMember("begin", range.Begin);
                WriteMember("end", range.End);
                _json.WriteBoolean("excludes_end", range.ExcludesEnd);
                break;
            case RubyRational rational:
                _json.WriteString("$class", "Rational");
                WriteMember("numerator", rational.Numerator);
                WriteMember("denominator", rational.Denominator);
                break;
            case RubyComplex complex:
                _json.WriteString("$class", "Complex");
                WriteMember("real", complex.Real);
                WriteMember("imaginary", complex.Imaginary);
                break;
            case RubyRegexp regexp:
                _json.WriteString("$class", "Regexp");
                _json.WriteString("source", regexp.Source);
                _json.WriteNumber("options", (int)regexp.Options);
                break;
            default:
                WriteWrapped(value);
                break;
        }

        _json.WriteEndObject();
    }

    /// <summary>Objects that come as one value in a wrapping, or as bytes that only their class can read.</summary>
    private void WriteWrapped(object value)
    {
        switch (value)
        {
            case RubySubclass ruby:
                _json.WriteString("$class", ruby.ClassName);
                WriteMember("$value", ruby.Value);
                break;
            case RubyUserMarshal ruby:
                _json.WriteString("$class", ruby.ClassName);
                WriteMember("$value", ruby.Payload);
                break;
            case RubyUserDefined ruby:
                _json.WriteString("$class", ruby.ClassName);
                _json.WriteBase64String("$binary", ruby.Payload.Span);
                break;
            case UnknownObject unknown:
                _json.WriteString("$class", unknown.Name);
                _json.WriteBase64String("$marshal", unknown.RawBytes.Span);
                break;
            case RubyTime time:
                _json.WriteString("$class", "Time");
                _json.WriteBase64String("$binary", time.Packed.Span);
                break;
            case RubyExtended extended:
                WriteMember("$extended", extended.ModuleNames);
                WriteMember("$value", extended.Value);
                break;
            case RubyAnnotated annotated:
                WriteMember("$value", annotated.Value);
                WriteFields(annotated.Variables);
                break;
            default:
                _json.WriteString("$class", value.GetType().Name);
                _json.WriteString("$text", Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void WriteReference(string uri, object? id)
    {
        _json.WriteString("$ref", uri);
        WriteMember("id", id);
    }

    /// <summary>Instance variables lose their <c>@</c>.</summary>
    private void WriteFields(RubyFields fields)
    {
        foreach (var (name, value) in fields)
        {
            WriteMember(name.StartsWith('@') ? name[1..] : name, value);
        }
    }

    private void WriteMember(string name, object? value)
    {
        _json.WritePropertyName(name);
        WriteValue(value);
    }
}
