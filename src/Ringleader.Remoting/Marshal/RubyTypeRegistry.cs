using System.Diagnostics.CodeAnalysis;

namespace Ringleader.Remoting.Marshal;

/// <summary>The .NET types that documents may create. Thread-safe; lookups take no lock.</summary>
public sealed class RubyTypeRegistry
{
    private readonly Lock _adding = new();
    private readonly RubyTypeRegistry? _parent;

    // Both are replaced as a whole under the lock, so that a reader sees one or the other.
    private volatile Dictionary<string, RegisteredType> _byName = new(StringComparer.Ordinal);
    private volatile Dictionary<Type, RegisteredType> _byType = [];

    /// <summary>Starts with what another registry has and will have.</summary>
    /// <param name="parent">The other registry, or null to start empty. Its entries can be overridden here.</param>
    public RubyTypeRegistry(RubyTypeRegistry? parent = null) => _parent = parent;

    /// <summary>The registry that generated code adds to and that options use unless told otherwise.</summary>
    public static RubyTypeRegistry Default { get; } = new();

    /// <summary>Adds a mapping. Adding an equal pair of types again changes nothing.</summary>
    /// <exception cref="ArgumentException">The Ruby name or the .NET type is taken by another mapping.</exception>
    public void Add(RubyTypeMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        lock (_adding)
        {
            _byName.TryGetValue(mapping.RubyName, out var sameName);
            _byType.TryGetValue(mapping.Type, out var sameType);
            if (sameName is not null && ReferenceEquals(sameName, sameType))
            {
                return;
            }

            if ((sameName ?? sameType) is { Mapping: var taken })
            {
                throw new ArgumentException(
                    $"'{mapping.RubyName}' cannot be the Ruby class of '{mapping.Type}': '{taken.RubyName}' is that of '{taken.Type}' already.", nameof(mapping));
            }

            var type = new RegisteredType(mapping);
            _byType = new Dictionary<Type, RegisteredType>(_byType) { [mapping.Type] = type };
            _byName = new Dictionary<string, RegisteredType>(_byName, StringComparer.Ordinal) { [mapping.RubyName] = type };
        }
    }

    /// <summary>Finds the mapping of a Ruby class. False, with null, when there is none here or in the parent.</summary>
    public bool TryGet(string rubyName, [NotNullWhen(true)] out RubyTypeMapping? mapping)
    {
        ArgumentNullException.ThrowIfNull(rubyName);
        mapping = Find(rubyName)?.Mapping;
        return mapping is not null;
    }

    /// <summary>Finds the mapping of exactly this .NET type. False, with null, when there is none here or in the parent.</summary>
    public bool TryGet(Type type, [NotNullWhen(true)] out RubyTypeMapping? mapping)
    {
        ArgumentNullException.ThrowIfNull(type);
        mapping = Find(type)?.Mapping;
        return mapping is not null;
    }

    internal RegisteredType? Find(RubySymbol className) => Find(className.Name);

    internal RegisteredType? Find(Type type) => _byType.TryGetValue(type, out var found) ? found : _parent?.Find(type);

    private RegisteredType? Find(string rubyName) => _byName.TryGetValue(rubyName, out var found) ? found : _parent?.Find(rubyName);
}
