namespace Ringleader.Remoting.Marshal;

/// <summary>
/// A value of a built-in class, or a Struct, that carries instance variables of its own. Strings, Arrays and Hashes are read
/// without theirs unless <see cref="MarshalOptions.Exact"/> is set.
/// </summary>
/// <param name="value">The value.</param>
/// <param name="variables">Its instance variables, with their <c>@</c>.</param>
public sealed class RubyAnnotated(object value, RubyFields variables)
{
    /// <summary>The value.</summary>
    public object Value { get; } = value;

    /// <summary>Its instance variables, with their <c>@</c>.</summary>
    public RubyFields Variables { get; } = variables;
}
