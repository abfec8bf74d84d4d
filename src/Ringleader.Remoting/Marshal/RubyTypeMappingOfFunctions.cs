namespace Ringleader.Remoting.Marshal;

/// <summary>A mapping that was written by hand; see <see cref="RubyTypeMapping.Create"/>.</summary>
internal sealed class RubyTypeMappingOfFunctions<T> : RubyTypeMapping
    where T : notnull
{
    private readonly Func<RubyMembers, T> _read;
    private readonly (string Name, Func<T, object?> Value)[] _members;

    public RubyTypeMappingOfFunctions(string rubyName, RubyTypeKind kind, Func<RubyMembers, T> read, (string Name, Func<T, object?> Value)[] members)
        : base(rubyName, typeof(T), kind)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(members);
        _read = read;
        _members = [.. members];
    }

    /// <inheritdoc/>
    public override int MemberCount => _members.Length;

    /// <inheritdoc/>
    public override object Read(RubyMembers members) => _read(members);

    /// <inheritdoc/>
    public override void Write(object value, RubyMemberWriter writer)
    {
        foreach (var (name, get) in _members)
        {
            writer.Write(name, get((T)value));
        }
    }
}
