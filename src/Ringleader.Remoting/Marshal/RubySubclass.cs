namespace Ringleader.Remoting.Marshal;

/// <summary>An object of a subclass of String, Array, Hash or Regexp.</summary>
public sealed class RubySubclass
{
    /// <summary>Names the class and the value.</summary>
    /// <param name="className">The full Ruby name.</param>
    /// <param name="value">The value as one of the class it derives from.</param>
    public RubySubclass(string className, object value)
        : this(RubySymbol.Of(className)) => Value = value;

    internal RubySubclass(RubySymbol className) => ClassSymbol = className;

    /// <summary>The full Ruby name of the class.</summary>
    public string ClassName => ClassSymbol.Name;

    /// <summary>The value as one of the class it derives from.</summary>
    public object? Value { get; internal set; }

    internal RubySymbol ClassSymbol { get; }
}
