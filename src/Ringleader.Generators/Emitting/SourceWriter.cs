using System.Text;

namespace Ringleader.Generators.Emitting;

/// <summary>Writes C# lines with their indentation. Lines end in LF on every machine, so that output is the same everywhere.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line; an empty one gets no indentation.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>Writes a heading and a brace, and the closing one, with what follows it, when disposed.</summary>
    public Block Open(string heading, string closing = "}")
    {
        if (heading.Length > 0)
        {
            Line(heading);
        }

        Line("{");
        _depth++;
        return new(this, closing);
    }

    /// <summary>Indents what follows until disposed.</summary>
    public Block Indent()
    {
        _depth++;
        return new(this, null);
    }

    public override string ToString() => _text.ToString();

    private void Close(string? closing)
    {
        _depth--;
        if (closing is not null)
        {
            Line(closing);
        }
    }

    internal readonly struct Block(SourceWriter writer, string? closing) : IDisposable
    {
        public void Dispose() => writer.Close(closing);
    }
}
