namespace Ringleader.Remoting.Marshal;

/// <summary>A reference to a Ruby class, by name.</summary>
/// <param name="Name">The full name, such as <c>DRb::DRbObject</c>.</param>
public sealed record RubyClass(string Name);
