namespace Ringleader.Remoting.Marshal;

/// <summary>A reference to a Ruby module, by name.</summary>
/// <param name="Name">The full name, such as <c>Comparable</c>.</param>
public sealed record RubyModule(string Name);
