namespace Ringleader.Remoting;

/// <summary>
/// Makes a parameter of a <see cref="RemoteContractAttribute"/> method a Ruby keyword argument: all such parameters travel
/// together as one trailing Hash with Symbol keys.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KeywordAttribute : Attribute;
