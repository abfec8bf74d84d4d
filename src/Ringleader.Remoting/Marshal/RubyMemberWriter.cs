namespace Ringleader.Remoting.Marshal;

/// <summary>
/// Writes the members of one object, by name without <c>@</c>, in order. Valid only until the mapping's
/// <see cref="RubyTypeMapping.Write"/> returns.
/// </summary>
public readonly struct RubyMemberWriter
{
    private readonly MarshalWriter? _writer;
    private readonly RegisteredType? _type;

    internal RubyMemberWriter(MarshalWriter writer, RegisteredType type) => (_writer, _type) = (writer, type);

    private MarshalWriter Writer => _writer ?? throw new InvalidOperationException("This writer was not given by the codec.");

    /// <summary>Writes a member.</summary>
    public void Write(string name, bool value)
    {
        if (Writer.BeginMember(_type!, name))
        {
            Writer.WriteValue(value);
        }
    }

    /// <summary>Writes a member.</summary>
    public void Write(string name, long value)
    {
        if (Writer.BeginMember(_type!, name))
        {
            Writer.WriteValue(value);
        }
    }

    /// <summary>Writes a member.</summary>
    public void Write(string name, double value)
    {
        if (Writer.BeginMember(_type!, name))
        {
            Writer.WriteValue(value);
        }
    }

    /// <summary>Writes a member.</summary>
    public void Write(string name, string? value)
    {
        if (Writer.BeginMember(_type!, name))
        {
            Writer.WriteValue(value);
        }
    }

    /// <summary>Writes a member.</summary>
    public void Write(string name, object? value)
    {
        if (Writer.BeginMember(_type!, name))
        {
            Writer.WriteMember(value);
        }
    }
}
