namespace Ringleader.Remoting;

/// <summary>
/// Makes every instance of a class travel by reference, even where it would otherwise be copied: Ruby's <c>DRbUndumped</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class ByReferenceAttribute : Attribute;
