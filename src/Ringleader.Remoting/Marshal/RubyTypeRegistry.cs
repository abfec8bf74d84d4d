namespace Ringleader.Remoting.Marshal;

/// <summary>The .NET types that the wire may create. Thread-safe.</summary>
public sealed class RubyTypeRegistry
{
    /// <summary>The registry that generated code adds to and that options use unless told otherwise.</summary>
    public static RubyTypeRegistry Default { get; } = new();

    /// <summary>Adds a mapping. Adding an equal pair of types again changes nothing.</summary>
    /// <exception cref="ArgumentException">The Ruby name or the .NET type is taken by another mapping.</exception>
    public void Add(RubyTypeMapping mapping) => throw new NotImplementedException();
}
