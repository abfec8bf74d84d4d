namespace Ringleader.Remoting.Marshal;

/// <summary>A registered pair of types with the Symbols that its objects are written with. Thread-safe.</summary>
internal sealed class RegisteredType(RubyTypeMapping mapping)
{
    private readonly Member?[] _members = new Member?[mapping.MemberCount];

    public RubyTypeMapping Mapping { get; } = mapping;

    public RubySymbol ClassSymbol { get; } = RubySymbol.Of(mapping.RubyName);

    /// <summary>True when instances are never copied, although they could be.</summary>
    public bool IsByReference { get; } = mapping.Type.IsDefined(typeof(ByReferenceAttribute), inherit: true);

    /// <summary>The Symbol of the member that is written at a place. Mappings write the same names in the same order each time.</summary>
    public RubySymbol MemberSymbol(int index, string name)
    {
        if ((uint)index >= (uint)_members.Length)
        {
            return CreateSymbol(name);
        }

        // A race costs an allocation; entries are immutable.
        var member = Volatile.Read(ref _members[index]);
        if (member is null || !string.Equals(member.Name, name, StringComparison.Ordinal))
        {
            member = new Member(name, CreateSymbol(name));
            Volatile.Write(ref _members[index], member);
        }

        return member.Symbol;
    }

    private RubySymbol CreateSymbol(string name) => RubySymbol.Of(Mapping.Kind == RubyTypeKind.Struct ? name : "@" + name);

    private sealed record Member(string Name, RubySymbol Symbol);
}
