namespace Ringleader.Generators.Contracts;

/// <summary>What a Ruby method name does to the C# member.</summary>
internal enum CallKind
{
    Method,
    Get,
    Set,
    Subscribe,
    Unsubscribe,

    /// <summary>A constructor, which a class object answers as <c>new</c>.</summary>
    Construct,
}
