namespace Ringleader.Remoting.Marshal;

/// <summary>The forms in which a Ruby class travels.</summary>
public enum RubyTypeKind
{
    /// <summary>An object with instance variables (tag <c>o</c>).</summary>
    Object,

    /// <summary>A Struct with members (tag <c>S</c>).</summary>
    Struct,

    /// <summary>An exception: an object whose message and backtrace are members of their own.</summary>
    Exception,
}
