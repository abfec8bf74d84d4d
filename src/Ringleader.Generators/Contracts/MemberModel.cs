namespace Ringleader.Generators.Contracts;

/// <summary>A C# member that the proxy has to implement: the one or two calls it is made of.</summary>
/// <param name="First">The method, the getter (else the setter) or the subscription.</param>
/// <param name="Second">The setter beside a getter, or the end of a subscription.</param>
internal sealed record MemberModel(CallModel First, CallModel? Second = null)
{
    /// <summary>The type of a property as it is declared.</summary>
    public string PropertyType { get; init; } = "";
}
