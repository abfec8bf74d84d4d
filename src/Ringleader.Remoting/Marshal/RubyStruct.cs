namespace Ringleader.Remoting.Marshal;

/// <summary>A Ruby Struct that has no registered .NET type. It can be sent on or back as it is.</summary>
public sealed class RubyStruct
{
    /// <summary>Names the class.</summary>
    /// <param name="className">The full Ruby name.</param>
    public RubyStruct(string className)
        : this(RubySymbol.Of(className), new RubyFields())
    {
    }

    internal RubyStruct(RubySymbol className, RubyFields members)
    {
        ClassSymbol = className;
        Members = members;
    }

    /// <summary>The full Ruby name of the class.</summary>
    public string ClassName => ClassSymbol.Name;

    /// <summary>The members in the order of the class.</summary>
    public RubyFields Members { get; }

    internal RubySymbol ClassSymbol { get; }

    /// <summary>The class name, as Ruby would show the Struct.</summary>
    public override string ToString() => $"#<struct {ClassName}>";
}
