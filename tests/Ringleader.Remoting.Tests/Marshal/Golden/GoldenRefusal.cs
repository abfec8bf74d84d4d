namespace Ringleader.Remoting.Tests.Marshal.Golden;

/// <summary>A Ruby expression that <c>Marshal.dump</c> refuses.</summary>
internal sealed record GoldenRefusal(string Name, string Ruby, string? Error);
