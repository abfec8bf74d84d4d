namespace Ringleader.Remoting.Marshal;

/// <summary>A Ruby Range.</summary>
/// <param name="Begin">Its first value, or null for a range without a beginning.</param>
/// <param name="End">Its end, or null for an endless range.</param>
/// <param name="ExcludesEnd">True for <c>a...b</c>, which does not hold its end.</param>
public sealed record RubyRange(object? Begin, object? End, bool ExcludesEnd = false);
