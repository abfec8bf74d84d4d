namespace Ringleader.Remoting.Marshal;

/// <summary>An object of a Ruby class that has no registered .NET type. It can be sent on or back as it is.</summary>
public sealed class RubyObject
{
    /// <summary>Names the class.</summary>
    /// <param name="className">The full Ruby name.</param>
    public RubyObject(string className)
        : this(RubySymbol.Of(className), new RubyFields())
    {
    }

    internal RubyObject(RubySymbol className, RubyFields variables)
    {
        ClassSymbol = className;
        Variables = variables;
    }

    /// <summary>The full Ruby name of the class.</summary>
    public string ClassName => ClassSymbol.Name;

    /// <summary>
    /// The instance variables, with their <c>@</c>; an exception's <c>mesg</c> and <c>bt</c> have none.
    /// </summary>
    public RubyFields Variables { get; }

    /// <summary>True when this is an exception: it has a message and a backtrace, be they nil.</summary>
    public bool IsException => Variables.TryGetValue("mesg", out _) && Variables.TryGetValue("bt", out _);

    internal RubySymbol ClassSymbol { get; }

    /// <summary>True once the document linked to it, so that it must stay the object it is.</summary>
    internal bool IsLinked { get; set; }

    /// <summary>The class name, as Ruby would show the object.</summary>
    public override string ToString() => $"#<{ClassName}>";
}
