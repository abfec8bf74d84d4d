namespace Ringleader.Remoting.Marshal;

/// <summary>How one registered .NET type is read from and written to the wire. Stateless and thread-safe.</summary>
/// <remarks>The source generator derives one for each type with <see cref="RubyTypeAttribute"/>.</remarks>
public abstract class RubyTypeMapping
{
    /// <summary>Names the pair of types.</summary>
    /// <param name="rubyName">The full Ruby class name.</param>
    /// <param name="type">The .NET type.</param>
    /// <param name="kind">The form of the Ruby class.</param>
    protected RubyTypeMapping(string rubyName, Type type, RubyTypeKind kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(rubyName);
        ArgumentNullException.ThrowIfNull(type);
        RubyName = rubyName;
        Type = type;
        Kind = kind;
    }

    /// <summary>The full Ruby class name.</summary>
    public string RubyName { get; }

    /// <summary>The .NET type.</summary>
    public Type Type { get; }

    /// <summary>The form of the Ruby class.</summary>
    public RubyTypeKind Kind { get; }

    /// <summary>How many members <see cref="Write"/> writes.</summary>
    public abstract int MemberCount { get; }

    /// <summary>Builds the .NET object from the members that arrived. Unknown members are to be ignored.</summary>
    public abstract object Read(RubyMembers members);

    /// <summary>Writes exactly <see cref="MemberCount"/> members.</summary>
    public abstract void Write(object value, RubyMemberWriter writer);
}
