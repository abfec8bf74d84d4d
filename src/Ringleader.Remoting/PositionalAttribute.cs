namespace Ringleader.Remoting;

/// <summary>
/// Passes a delegate or <see cref="RemoteBlock"/> of a <see cref="RemoteContractAttribute"/> method as an ordinary argument,
/// Ruby's Proc. Without it the last such parameter is the block of the call.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PositionalAttribute : Attribute;
