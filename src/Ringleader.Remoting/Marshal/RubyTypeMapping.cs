namespace Ringleader.Remoting.Marshal;

/// <summary>How one registered .NET type is read from and written to the wire. Stateless and thread-safe.</summary>
/// <remarks>
/// The source generator derives one for each type with <see cref="RubyTypeAttribute"/>; <see cref="Create"/> makes one by hand.
/// </remarks>
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

    /// <summary>How many members <see cref="Write"/> writes. Never changes.</summary>
    public abstract int MemberCount { get; }

    /// <summary>Makes a mapping of functions, for types that the source generator does not see.</summary>
    /// <typeparam name="T">The .NET type.</typeparam>
    /// <param name="rubyName">The full Ruby class name.</param>
    /// <param name="kind">The form of the Ruby class.</param>
    /// <param name="read">Builds the .NET object. Convert the members with <see cref="RubyConvert"/>.</param>
    /// <param name="members">The members to write in their order: the name without <c>@</c>, and how to get the value.</param>
    public static RubyTypeMapping Create<T>(
        string rubyName, RubyTypeKind kind, Func<RubyMembers, T> read, params (string Name, Func<T, object?> Value)[] members)
        where T : notnull => new RubyTypeMappingOfFunctions<T>(rubyName, kind, read, members);

    /// <summary>Builds the .NET object from the members that arrived. Unknown members are to be ignored.</summary>
    public abstract object Read(RubyMembers members);

    /// <summary>Writes exactly <see cref="MemberCount"/> members, always the same and in the same order.</summary>
    public abstract void Write(object value, RubyMemberWriter writer);
}
