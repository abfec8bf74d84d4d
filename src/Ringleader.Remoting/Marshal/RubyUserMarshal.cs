namespace Ringleader.Remoting.Marshal;

/// <summary>An object that its Ruby class turned into another value with <c>marshal_dump</c>.</summary>
public sealed class RubyUserMarshal
{
    /// <summary>Names the class and the value.</summary>
    /// <param name="className">The full Ruby name.</param>
    /// <param name="payload">What <c>marshal_dump</c> gave.</param>
    public RubyUserMarshal(string className, object? payload)
        : this(RubySymbol.Of(className)) => Payload = payload;

    internal RubyUserMarshal(RubySymbol className) => ClassSymbol = className;

    /// <summary>The full Ruby name of the class.</summary>
    public string ClassName => ClassSymbol.Name;

    /// <summary>What <c>marshal_dump</c> gave.</summary>
    public object? Payload { get; internal set; }

    internal RubySymbol ClassSymbol { get; }
}
